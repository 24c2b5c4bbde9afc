package dev.ecrauditor.policy.correction;

import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import java.util.Set;

/**
 * The accounts and organizations outside the owner's account that are meant to have access.
 *
 * @param accounts account ids
 * @param organizations organization ids
 */
public record TrustedIds(Set<String> accounts, Set<String> organizations) {

    /** Nobody outside the owner's account. */
    public static final TrustedIds NOBODY = new TrustedIds(Set.of(), Set.of());

    public TrustedIds {
        accounts = Set.copyOf(accounts);
        organizations = Set.copyOf(organizations);
    }

    /**
     * True when only trusted accounts and organizations can use the grant. A network identifies no account, and neither
     * does an unknowable principal.
     */
    public boolean covers(Grant grant) {
        if (grant.bound() instanceof GrantScope.Account account) {
            return accounts.contains(account.accountId())
                    || (!account.organizations().isEmpty() && organizations.containsAll(account.organizations()));
        }
        return grant.bound() instanceof GrantScope.Organization organization
                && organizations.containsAll(organization.ids());
    }
}
