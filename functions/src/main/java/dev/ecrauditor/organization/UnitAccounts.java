package dev.ecrauditor.organization;

import dev.ecrauditor.repository.RepositoryArn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The accounts of some organizational units. AWS Organizations does not say in which units an account is, so they are
 * listed: each hour, and at most every five minutes for an account that is not in the list.
 */
final class UnitAccounts implements WatchedAccounts {

    private final WatchedOrganization organization;
    private final Clock clock;
    private Listing latest = new Listing(Set.of(), Instant.MIN);

    private record Listing(Set<String> accounts, Instant read) {}

    UnitAccounts(WatchedOrganization organization, Clock clock) {
        this.organization = organization;
        this.clock = clock;
    }

    /** Lists within the lock: one thread lists for all. */
    @Override
    public synchronized boolean contains(String account) {
        if (!RepositoryArn.isAccountId(account) || organization.choice().excludes(account)) {
            return false;
        }
        boolean listed = latest.accounts().contains(account);
        Duration valid = listed ? OrganizationAccounts.WATCHED : OrganizationAccounts.NOT_WATCHED;
        Instant now = clock.instant();
        if (now.minus(valid).isBefore(latest.read())) {
            return listed;
        }
        latest = new Listing(ids(), now);
        return latest.accounts().contains(account);
    }

    private Set<String> ids() {
        return UnknownMembershipException.known(organization.accounts()).stream()
                .map(MemberAccount::id)
                .collect(Collectors.toUnmodifiableSet());
    }
}
