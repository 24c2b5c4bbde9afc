package dev.ecrauditor.handler;

import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.organizations.OrganizationsReader;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.organization.AccountNames;
import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.organization.WatchedOrganization;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.WatchSettings;
import dev.ecrauditor.settings.published.CurrentSettings;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which accounts and Regions are watched: those of an organization, a list, or the function's own. */
final class WatchWiring {

    private final Environment environment;
    private final CurrentSettings settings;
    private final AwsClients clients;
    private final Clock clock;

    WatchWiring(Environment environment, CurrentSettings settings, AwsClients clients, Clock clock) {
        this.environment = environment;
        this.settings = settings;
        this.clients = clients;
        this.clock = clock;
    }

    WatchedAccounts accounts() {
        return organization()
                .map(organization -> WatchedAccounts.of(organization, clock))
                .orElseGet(() -> WatchedAccounts.of(list()));
    }

    /** Lists the ids of the watched accounts. */
    Reading<Set<String>> listAccounts() {
        Optional<WatchedOrganization> organization = organization();
        if (organization.isEmpty()) {
            return new Reading.Known<>(list());
        }
        Reading<List<MemberAccount>> accounts = organization.get().accounts();
        if (accounts instanceof Reading.Unreadable<List<MemberAccount>> denied) {
            return new Reading.Unreadable<>(denied.permission(), denied.problem(), denied.denial());
        }
        if (!(accounts instanceof Reading.Known<List<MemberAccount>> known)) {
            throw new IllegalStateException("the organization, or one of the organizational units, does not exist");
        }
        return new Reading.Known<>(known.value().stream().map(MemberAccount::id).collect(Collectors.toSet()));
    }

    /**
     * The watched Regions.
     *
     * @throws IllegalStateException when the settings cannot be read: to sweep the function's own Region alone would
     *     overlook the others
     */
    List<String> regions() {
        if (!(settings.deployed() instanceof Reading.Known<Settings> known)) {
            throw new IllegalStateException("the settings cannot be read, so the watched Regions are not known");
        }
        List<String> regions = known.value().watch().regions();
        return regions.isEmpty() ? List.of(environment.required("AWS_REGION")) : regions;
    }

    /** The one account that is swept, in the function's own Region. */
    Subject.Coverage onlyPlace() {
        Set<String> accounts = list();
        if (accounts.size() != 1) {
            throw new IllegalStateException("WATCHED_ACCOUNTS of the sweep is not one account");
        }
        return new Subject.Coverage(accounts.iterator().next(), environment.required("AWS_REGION"));
    }

    /**
     * The watched accounts of the organization; empty where the accounts are listed. With unreadable settings no account
     * is excluded, so that no alert is held back.
     */
    Optional<WatchedOrganization> organization() {
        WatchSettings watch = settings.deployed() instanceof Reading.Known<Settings> known
                ? known.value().watch()
                : WatchSettings.OWN_ACCOUNT;
        return environment
                .optional("WATCHED_ORGANIZATION")
                .map(id -> new WatchedOrganization(
                        new OrganizationsReader(clients, clock),
                        new WatchedOrganization.Choice(
                                watch.organizationalUnits(), watch.managementAccount(), watch.excludedAccounts())));
    }

    /** What alerts say about accounts. */
    AlertDrain.Accounts alertedAccounts() {
        Optional<AccountNames> names = accountNames();
        return new AlertDrain.Accounts(
                account -> names.flatMap(known -> known.find(account)),
                account -> settings.ofDeployment().owner(account));
    }

    /** Empty where no organization is watched: nobody has granted the permission to read it. */
    Optional<AccountNames> accountNames() {
        return environment
                .optional("WATCHED_ORGANIZATION")
                .map(id -> new AccountNames(OrganizationsReader.once(clients, clock), clock));
    }

    private Set<String> list() {
        return ids(environment.required("WATCHED_ACCOUNTS"));
    }

    private static Set<String> ids(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    }
}
