package dev.ecrauditor.cli.audit;

import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.organization.OrganizationReader;
import dev.ecrauditor.repository.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the accounts that a command line chooses. */
public final class ChosenAccounts {

    private final OrganizationReader organization;

    public ChosenAccounts(OrganizationReader organization) {
        this.organization = organization;
    }

    /**
     * The accounts, each once, in every state.
     *
     * @throws UsageException if the file is wrong or a unit does not exist
     * @throws CouldNotRead if AWS Organizations does not list them
     */
    public List<MemberAccount> of(OrganizationOptions.Choice choice) {
        if (choice.file().isPresent()) {
            return AccountsFile.read(choice.file().get());
        }
        if (choice.isAll()) {
            return known(organization.accounts(), "--all-accounts: your account is in no organization");
        }
        Map<String, MemberAccount> accounts = new LinkedHashMap<>();
        choice.units()
                .forEach(unit -> known(
                                organization.accountsBelow(unit),
                                "--organizational-units " + unit + ": your organization has no such unit")
                        .forEach(account -> accounts.putIfAbsent(account.id(), account)));
        return new ArrayList<>(accounts.values());
    }

    private static <T> T known(Reading<T> reading, String absent) {
        if (reading instanceof Reading.Known<T> known) {
            return known.value();
        }
        if (reading instanceof Reading.Unreadable<T> unreadable) {
            throw new CouldNotRead(
                    unreadable.problem() + " (" + unreadable.permission()
                            + "); use credentials of the management account or of a delegated administrator, or --accounts FILE");
        }
        throw new UsageException(absent);
    }
}
