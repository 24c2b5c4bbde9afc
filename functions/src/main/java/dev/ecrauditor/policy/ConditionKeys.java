package dev.ecrauditor.policy;

import java.util.Set;

/**
 * Condition keys, in lower case, by what they tell of a request; those of networks and of resources that services act for stand with
 * their candidates.
 *
 * <p>Source: "AWS global condition context keys", IAM User Guide.
 */
final class ConditionKeys {

    static final Set<String> IDENTITY = IdentityCandidates.KEYS;
    static final Set<String> ORGANIZATION = Set.of("aws:principalorgid", "aws:principalorgpaths");
    static final String BY_SERVICE = "aws:principalisawsservice";
    static final String SERVICE_NAME = "aws:principalservicename";
    static final String SERVICE_NAMES = "aws:principalservicenameslist";
    static final String REPOSITORY_ACCOUNT = "aws:resourceaccount";
    private static final Set<String> NEVER_CHOSEN =
            Set.of(BY_SERVICE, SERVICE_NAME, SERVICE_NAMES, REPOSITORY_ACCOUNT, OrganizationCandidates.OWNERS_KEY);

    private ConditionKeys() {}

    /** True for a key of the repository's owner, which no caller chooses. */
    static boolean isOfTheRepository(String key) {
        return key.equals(REPOSITORY_ACCOUNT) || key.equals(OrganizationCandidates.OWNERS_KEY);
    }

    /** True for a key that says nothing of who calls, from where or for what: whoever requests has it as they like. */
    static boolean isFree(String key) {
        return !IDENTITY.contains(key)
                && !ORGANIZATION.contains(key)
                && !NetworkCandidates.KEYS.contains(key)
                && !SourceCandidates.KEYS.contains(key)
                && !NEVER_CHOSEN.contains(key);
    }
}
