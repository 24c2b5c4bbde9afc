package dev.ecrauditor.policy.condition;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A condition key, and what it describes in a request. AWS ignores the case of keys, so keys that differ only in it are
 * equal.
 *
 * <p>Source: "AWS global condition context keys" and "Multivalued context keys", IAM User Guide.
 */
public final class ConditionKey {

    public static final ConditionKey PRINCIPAL_ACCOUNT = of("aws:PrincipalAccount");
    public static final ConditionKey PRINCIPAL_ARN = of("aws:PrincipalArn");
    public static final ConditionKey USER_ID = of("aws:userid");
    public static final ConditionKey PROVIDER = of("aws:FederatedProvider");
    public static final ConditionKey PRINCIPAL_ORGANIZATION = of("aws:PrincipalOrgID");
    public static final ConditionKey PRINCIPAL_ORGANIZATION_PATHS = of("aws:PrincipalOrgPaths");
    public static final ConditionKey SOURCE_ARN = of("aws:SourceArn");
    public static final ConditionKey SOURCE_ACCOUNT = of("aws:SourceAccount");
    public static final ConditionKey SOURCE_OWNER = of("aws:SourceOwner");
    public static final ConditionKey SOURCE_ORGANIZATION = of("aws:SourceOrgID");
    public static final ConditionKey SOURCE_ORGANIZATION_PATHS = of("aws:SourceOrgPaths");
    public static final ConditionKey SOURCE_IP = of("aws:SourceIp");
    public static final ConditionKey SOURCE_VPC = of("aws:SourceVpc");
    public static final ConditionKey SOURCE_ENDPOINT = of("aws:SourceVpce");
    public static final ConditionKey VPC_SOURCE_IP = of("aws:VpcSourceIp");
    public static final ConditionKey ENDPOINT_ACCOUNT = of("aws:VpceAccount");
    public static final ConditionKey ENDPOINT_ORGANIZATION = of("aws:VpceOrgID");
    public static final ConditionKey ENDPOINT_ORGANIZATION_PATHS = of("aws:VpceOrgPaths");
    public static final ConditionKey BY_SERVICE = of("aws:PrincipalIsAWSService");
    public static final ConditionKey SERVICE_NAME = of("aws:PrincipalServiceName");
    public static final ConditionKey SERVICE_NAMES = of("aws:PrincipalServiceNamesList");
    public static final ConditionKey REPOSITORY_ACCOUNT = of("aws:ResourceAccount");
    public static final ConditionKey OWNER_ORGANIZATION = of("aws:ResourceOrgID");
    public static final ConditionKey VIA_SERVICE = of("aws:ViaAWSService");
    public static final ConditionKey CALLED_VIA = of("aws:CalledVia");
    public static final ConditionKey SECURE_TRANSPORT = of("aws:SecureTransport");

    /** Keys of the identity that calls. */
    public static final Set<ConditionKey> IDENTITY = Set.of(PRINCIPAL_ACCOUNT, PRINCIPAL_ARN, USER_ID, PROVIDER);

    /** Keys of the organization of the identity that calls. */
    public static final Set<ConditionKey> ORGANIZATION = Set.of(PRINCIPAL_ORGANIZATION, PRINCIPAL_ORGANIZATION_PATHS);

    /** Keys that say from where a call comes. */
    public static final Set<ConditionKey> NETWORK = Set.of(
            SOURCE_IP,
            SOURCE_VPC,
            SOURCE_ENDPOINT,
            ENDPOINT_ACCOUNT,
            ENDPOINT_ORGANIZATION,
            ENDPOINT_ORGANIZATION_PATHS,
            VPC_SOURCE_IP);

    /** Keys of the resource for which a service calls. */
    public static final Set<ConditionKey> SOURCE =
            Set.of(SOURCE_ARN, SOURCE_ACCOUNT, SOURCE_OWNER, SOURCE_ORGANIZATION, SOURCE_ORGANIZATION_PATHS);

    /** Keys of several values, which AWS documents only with a set operator; also those of KMS. */
    private static final Set<ConditionKey> MULTIVALUED = keys(
            "aws:CalledVia",
            "aws:PrincipalOrgPaths",
            "aws:PrincipalServiceNamesList",
            "aws:ResourceOrgPaths",
            "aws:SourceOrgPaths",
            "aws:TagKeys",
            "aws:VpceOrgPaths",
            "kms:EncryptionContextKeys",
            "kms:GrantOperations",
            "kms:ResourceAliases");

    /** Keys that are true or false where a request has them. */
    private static final Set<ConditionKey> BOOLEAN = keys(
            "aws:PrincipalIsAWSService",
            "aws:ViaAWSService",
            "aws:MultiFactorAuthPresent",
            "aws:SecureTransport",
            "aws:ViaAWSMCPService",
            "kms:BypassPolicyLockoutSafetyCheck",
            "kms:GrantIsForAWSResource",
            "kms:MultiRegion");

    /**
     * Keys whose text the caller writes, in which any character may occur; names that AWS assigns contain no wildcard.
     */
    private static final Set<ConditionKey> CALLERS_TEXTS = keys("aws:Referer", "aws:UserAgent");

    private static final Set<ConditionKey> OF_SESSIONS = keys(
            "aws:MultiFactorAuthAge",
            "aws:MultiFactorAuthPresent",
            "aws:SourceIdentity",
            "aws:TokenIssueTime",
            "aws:username");

    private static final Set<ConditionKey> NEVER_CHOSEN =
            Set.of(BY_SERVICE, SERVICE_NAME, SERVICE_NAMES, REPOSITORY_ACCOUNT, OWNER_ORGANIZATION);

    private final String written;
    private final String name;

    private ConditionKey(String written) {
        this.written = written;
        this.name = written.toLowerCase(Locale.ROOT);
    }

    public static ConditionKey of(String written) {
        return new ConditionKey(written);
    }

    private static Set<ConditionKey> keys(String... names) {
        return Stream.of(names).map(ConditionKey::of).collect(Collectors.toUnmodifiableSet());
    }

    /** Its name in lower case. */
    public String name() {
        return name;
    }

    /** True for a key of the repository's owner, which no caller chooses. */
    public boolean isOfTheRepository() {
        return equals(REPOSITORY_ACCOUNT) || equals(OWNER_ORGANIZATION);
    }

    /** True for a key of several values. */
    public boolean isMultivalued() {
        return MULTIVALUED.contains(this);
    }

    /** True for a key that is true, false or absent. */
    public boolean isBoolean() {
        return BOOLEAN.contains(this);
    }

    /** True for a key that AWS has for every service. */
    public boolean isGlobal() {
        return name.startsWith("aws:");
    }

    /**
     * True for a key whose values AWS makes or checks: ids, ARNs, names and tags, none of which contains a star or a
     * question mark. False for text that callers write freely and for keys that are not global.
     */
    public boolean hasNoWildcards() {
        return isGlobal() && !CALLERS_TEXTS.contains(this);
    }

    /**
     * True for a key that describes an IAM identity or its session: a service that calls by itself has none of them.
     */
    public boolean isOfPrincipals() {
        return IDENTITY.contains(this)
                || ORGANIZATION.contains(this)
                || OF_SESSIONS.contains(this)
                || name.startsWith("aws:principaltag/");
    }

    /**
     * True for a key that does not describe who calls, from where or for which resource: every caller can choose it.
     */
    public boolean isFree() {
        return !IDENTITY.contains(this)
                && !ORGANIZATION.contains(this)
                && !NETWORK.contains(this)
                && !SOURCE.contains(this)
                && !NEVER_CHOSEN.contains(this);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof ConditionKey key && key.name.equals(name));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The key as it is written. */
    @Override
    public String toString() {
        return written;
    }
}
