package dev.ecrauditor.policy.condition;

import java.util.Set;

/**
 * Condition keys, in lower case, by what they describe in a request.
 *
 * <p>Source: "AWS global condition context keys", IAM User Guide.
 */
public final class ConditionKeys {

    public static final String USER_ID = "aws:userid";
    public static final String PROVIDER = "aws:federatedprovider";
    public static final String OWNER_ORGANIZATION = "aws:resourceorgid";
    public static final Set<String> IDENTITY = Set.of("aws:principalaccount", "aws:principalarn", USER_ID, PROVIDER);
    public static final Set<String> NETWORK = Set.of(
            "aws:sourceip",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:vpceaccount",
            "aws:vpceorgid",
            "aws:vpceorgpaths",
            "aws:vpcsourceip");
    public static final Set<String> SOURCE =
            Set.of("aws:sourcearn", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths");
    public static final Set<String> ORGANIZATION = Set.of("aws:principalorgid", "aws:principalorgpaths");
    public static final String BY_SERVICE = "aws:principalisawsservice";
    public static final String SERVICE_NAME = "aws:principalservicename";
    public static final String SERVICE_NAMES = "aws:principalservicenameslist";
    public static final String REPOSITORY_ACCOUNT = "aws:resourceaccount";
    public static final String VIA_SERVICE = "aws:viaawsservice";

    /** Keys of several values, which AWS documents only with a set operator; also those of KMS. */
    private static final Set<String> MULTIVALUED = Set.of(
            "aws:calledvia",
            "aws:principalorgpaths",
            SERVICE_NAMES,
            "aws:resourceorgpaths",
            "aws:sourceorgpaths",
            "aws:tagkeys",
            "aws:vpceorgpaths",
            "kms:encryptioncontextkeys",
            "kms:grantoperations",
            "kms:resourcealiases");

    /** Keys that are true or false where a request has them. */
    private static final Set<String> BOOLEAN = Set.of(
            BY_SERVICE,
            VIA_SERVICE,
            "aws:multifactorauthpresent",
            "aws:securetransport",
            "aws:viaawsmcpservice",
            "kms:bypasspolicylockoutsafetycheck",
            "kms:grantisforawsresource",
            "kms:multiregion");

    /**
     * Keys whose text the caller writes, in which any character may occur; names that AWS assigns contain no wildcard.
     */
    private static final Set<String> CALLERS_TEXTS = Set.of("aws:referer", "aws:useragent");

    private static final Set<String> OF_SESSIONS = Set.of(
            "aws:multifactorauthage",
            "aws:multifactorauthpresent",
            "aws:sourceidentity",
            "aws:tokenissuetime",
            "aws:username");

    private static final Set<String> NEVER_CHOSEN =
            Set.of(BY_SERVICE, SERVICE_NAME, SERVICE_NAMES, REPOSITORY_ACCOUNT, OWNER_ORGANIZATION);

    private ConditionKeys() {}

    /** True for a key of the repository's owner, which no caller chooses. */
    public static boolean isOfTheRepository(String key) {
        return key.equals(REPOSITORY_ACCOUNT) || key.equals(OWNER_ORGANIZATION);
    }

    /** True for a key of several values. */
    public static boolean isMultivalued(String key) {
        return MULTIVALUED.contains(key);
    }

    /** True for a key that is true, false or absent. */
    public static boolean isBoolean(String key) {
        return BOOLEAN.contains(key);
    }

    /**
     * True for a key whose values AWS makes or checks: ids, ARNs, names and tags, none of which contains a star or a
     * question mark. False for text that callers write freely and for keys that are not global.
     */
    public static boolean hasNoWildcards(String key) {
        return key.startsWith("aws:") && !CALLERS_TEXTS.contains(key);
    }

    /**
     * True for a key that describes an IAM identity or its session: a service that calls by itself has none of them.
     */
    public static boolean isOfPrincipals(String key) {
        return IDENTITY.contains(key)
                || ORGANIZATION.contains(key)
                || OF_SESSIONS.contains(key)
                || key.startsWith("aws:principaltag/");
    }

    /**
     * True for a key that does not describe who calls, from where or for which resource: every caller can choose it.
     */
    public static boolean isFree(String key) {
        return !IDENTITY.contains(key)
                && !ORGANIZATION.contains(key)
                && !NETWORK.contains(key)
                && !SOURCE.contains(key)
                && !NEVER_CHOSEN.contains(key);
    }
}
