package dev.ecrauditor.organization;

import java.time.Clock;
import java.util.Set;

/** The accounts that the auditor evaluates; it never assumes a role of another account. */
public interface WatchedAccounts {

    /**
     * Whether an account is watched.
     *
     * @throws UnknownMembershipException if that cannot be found out now
     */
    boolean contains(String account);

    /**
     * A fixed list.
     *
     * @throws IllegalArgumentException when an id is not twelve digits
     */
    static WatchedAccounts of(Set<String> ids) {
        return new AccountList(ids);
    }

    /**
     * The accounts of an organization, as AWS Organizations names them now. An account that was asked for lately is not
     * asked for again.
     */
    static WatchedAccounts of(WatchedOrganization organization, Clock clock) {
        return organization.choice().isLimitedToUnits()
                ? new UnitAccounts(organization, clock)
                : new OrganizationAccounts(organization, clock);
    }
}
