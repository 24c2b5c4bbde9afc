package dev.ecrauditor.organization;

import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The watched accounts of an organization: those that are active, below the chosen organizational units and not
 * excluded. The management account is watched only if it is named, because StackSets create no role there.
 */
public final class WatchedOrganization {

    private final OrganizationReader organization;
    private final Choice choice;

    /**
     * Which accounts are chosen.
     *
     * @param organizationalUnits ids of organizational units or of the root; empty for the whole organization
     * @param managementAccount the management account, where it is watched too; it is watched wherever it is
     * @param excludedAccounts account ids, in which {@code *} stands for any text and {@code ?} for one character
     */
    public record Choice(
            List<String> organizationalUnits, Optional<String> managementAccount, List<String> excludedAccounts) {

        public Choice {
            organizationalUnits = List.copyOf(organizationalUnits);
            excludedAccounts = List.copyOf(excludedAccounts);
        }

        /** Whether the accounts of some organizational units are watched, not those of the whole organization. */
        public boolean isLimitedToUnits() {
            return !organizationalUnits.isEmpty()
                    && organizationalUnits.stream().noneMatch(unit -> unit.startsWith("r-"));
        }

        /** Whether the settings exclude an account, whatever AWS Organizations says. */
        public boolean excludes(String account) {
            return excludedAccounts.stream().anyMatch(glob -> Wildcard.matches(glob, account));
        }

        private boolean contains(MemberAccount account) {
            boolean chosen = !account.isManagement() || isNamed(account.id());
            return chosen && account.isActive() && !excludes(account.id());
        }

        private boolean isNamed(String account) {
            return managementAccount.equals(Optional.of(account));
        }
    }

    public WatchedOrganization(OrganizationReader organization, Choice choice) {
        this.organization = organization;
        this.choice = choice;
    }

    public Choice choice() {
        return choice;
    }

    /**
     * Lists the watched accounts, each once. In some organizational units this takes a few calls for each unit below
     * them, else one for each twenty accounts.
     *
     * @return absent if there is no organization, or one of the organizational units does not exist: without it the
     *     list would silently lack accounts
     */
    public Reading<List<MemberAccount>> accounts() {
        if (!choice.isLimitedToUnits()) {
            return watched(organization.accounts());
        }
        Map<String, MemberAccount> found = new LinkedHashMap<>();
        choice.managementAccount().ifPresent(id -> found.put(id, MemberAccount.named(id)));
        for (String unit : choice.organizationalUnits()) {
            Reading<List<MemberAccount>> below = organization.accountsBelow(unit);
            if (!(below instanceof Reading.Known<List<MemberAccount>> known)) {
                return below;
            }
            known.value().forEach(account -> found.putIfAbsent(account.id(), account));
        }
        return watched(new Reading.Known<>(List.copyOf(found.values())));
    }

    /**
     * Whether an account is watched, by one call. Only for the whole organization: AWS Organizations does not say in
     * which units an account is.
     *
     * @return never absent
     */
    public Reading<Boolean> contains(String account) {
        if (choice.isLimitedToUnits()) {
            throw new IllegalStateException("the accounts of organizational units are listed");
        }
        if (!RepositoryArn.isAccountId(account) || choice.excludes(account)) {
            return new Reading.Known<>(false);
        }
        Reading<MemberAccount> member = organization.account(account);
        if (member instanceof Reading.Unreadable<MemberAccount> unreadable) {
            return new Reading.Unreadable<>(unreadable.permission(), unreadable.problem(), unreadable.denial());
        }
        return new Reading.Known<>(
                member instanceof Reading.Known<MemberAccount> known && choice.contains(known.value()));
    }

    private Reading<List<MemberAccount>> watched(Reading<List<MemberAccount>> accounts) {
        return accounts instanceof Reading.Known<List<MemberAccount>> known
                ? new Reading.Known<>(
                        known.value().stream().filter(choice::contains).toList())
                : accounts;
    }
}
