package dev.ecrauditor.rule;

import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.correction.TrustedIds;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The accounts and organizations that may have access from outside.
 *
 * @param accounts account ids
 * @param organizations organization ids
 */
public record TrustedParties(Set<String> accounts, Set<String> organizations) {

    /** No account but the repository's own. */
    public static final TrustedParties NOBODY = new TrustedParties(Set.of(), Set.of());

    /** Source: Organization, AWS Organizations API Reference (Id). */
    private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");

    /**
     * @throws IllegalArgumentException when an id is not one, and says which
     */
    public TrustedParties {
        accounts = Set.copyOf(accounts);
        organizations = Set.copyOf(organizations);
        for (String account : accounts) {
            if (!RepositoryArn.isAccountId(account)) {
                throw new IllegalArgumentException("a trusted account is not a twelve-digit id: " + account);
            }
        }
        for (String organization : organizations) {
            if (!ORGANIZATION.matcher(organization).matches()) {
                throw new IllegalArgumentException(
                        "a trusted organization is not an id like o-a1b2c3d4e5: " + organization);
            }
        }
    }

    /** The same parties and one more organization. */
    TrustedParties with(String organization) {
        Set<String> more = new HashSet<>(organizations);
        more.add(organization);
        return new TrustedParties(accounts, more);
    }

    /**
     * True when only trusted accounts and organizations can use the grant. A network identifies no account, and neither
     * does an unknowable principal.
     */
    public boolean covers(Grant grant) {
        return ids().covers(grant);
    }

    /** The same parties, for the correction of a policy. */
    public TrustedIds ids() {
        return new TrustedIds(accounts, organizations);
    }
}
