package dev.ecrauditor.backend;

import java.util.Locale;

/**
 * Where a backend's answer is known not to be AWS's. The contract asserts what the backend answers instead, and fails
 * when it answers as AWS does: then the difference is gone and is taken out. {@code docs/backends.md} shows them to
 * people.
 */
enum Difference {
    NO_ECR("It has no ECR: every call answers 501 `InternalFailure`."),
    UNSUPPORTED_CALLS_ANSWER_501("A call it does not have answers 501 `NotImplemented`, by name."),
    UNSUPPORTED_CALLS_ANSWER_500("An ECR call it does not have answers HTTP 500 with an HTML page and no error code."),
    ACCOUNT_ONLY_BY_ASSUME_ROLE("Twelve digits as access key do not choose the account; only AssumeRole does."),
    ACCOUNT_BY_ACCESS_KEY("Twelve digits as access key are the account."),
    DEFAULT_KEY_UNKNOWN_TO_KMS("The key of a repository with KMS and no key given does not exist in KMS."),
    ALL_KEYS_ARE_CUSTOMERS("Keys behind AWS's own aliases say `KeyManager=CUSTOMER`."),
    ONLY_ECRS_OWN_KEY("KMS has no AWS-managed key but ECR's."),
    KEY_KEPT_AS_GIVEN("A repository names its key as the caller wrote it (id, alias), not by the key's ARN."),
    ANY_KEY_IS_TAKEN("A repository can be made with a key that does not exist."),
    ALL_REPOSITORIES_ON_ONE_PAGE("DescribeRepositories ignores `maxResults`: one page holds everything."),
    ANY_PAGE_SIZE_IS_TAKEN("DescribeRepositories takes `maxResults` beyond 1,000."),
    BATCH_GET_IGNORES_THE_FLAG(
            "BatchGetRepositoryScanningConfiguration ignores the repository's flag where the registry has no rules."),
    FILTERS_MATCH_BEGINNINGS("A scanning filter with a wildcard matches a name of which it fits only the beginning."),
    RULES_MUST_BE_NAMED("PutRegistryScanningConfiguration without `rules` answers HTTP 500."),
    TWO_ACTIONS_OF_REGISTRY_POLICIES(
            "PutRegistryPolicy takes no other actions than `ecr:CreateRepository` and `ecr:ReplicateImage`."),
    ONE_REPLICATION_RULE("A replication configuration has at most one rule."),
    EXCLUSION_FILTERS_ARE_NOT_CHECKED("PutImageTagMutability takes a setting with exclusion without any filter."),
    DIGESTS_ARE_MADE_UP("The digest of an image is not that of its manifest."),
    IMMUTABLE_TAGS_EXIST("A push to an immutable tag answers `ImageAlreadyExistsException`."),
    IMAGE_FILTERS_ARE_IGNORED("ListImages ignores `filter`."),
    NO_GRANTS_OF_ECR("ECR creates no grants on the key of a repository."),
    ALL_GRANTS_ON_ONE_PAGE("ListGrants ignores `Limit`: one page holds everything."),
    PENDING_KEYS_ARE_ENABLED("EnableKey takes a key whose deletion is pending."),
    PENDING_KEYS_ROTATE("GetKeyRotationStatus says true while the deletion of the key is pending."),
    ROTATION_OF_ANY_KEY("GetKeyRotationStatus answers for keys that cannot rotate."),
    REPLICAS_ROTATE_THEMSELVES("The rotation status of a replica is its own, not its primary key's."),
    NO_SUBSCRIPTION_FILTERS("Filter policies of subscriptions answer 501 `NotImplemented`."),
    ATTRIBUTES_ARE_NOT_MEASURED("Message attributes do not count toward the largest message SNS takes."),
    NO_ORGANIZATIONS("It has no AWS Organizations; its tests are reported as skipped."),
    ALL_ACCOUNTS_ON_ONE_PAGE("ListAccounts without `MaxResults` answers with more than 20 accounts."),
    NO_SECURITY_HUB("It has no Security Hub CSPM; its tests are reported as skipped."),
    OLDER_IMPORTS_ARE_TAKEN("BatchImportFindings takes an `UpdatedAt` that is not later."),
    IMPORTS_WITHOUT_A_HUB_ARE_TAKEN("BatchImportFindings takes findings of an account that is not subscribed."),
    IMPORTS_OF_OTHERS_ARE_TAKEN("BatchImportFindings takes findings with another `AwsAccountId`.");

    private final String sentence;

    Difference(String sentence) {
        this.sentence = sentence;
    }

    /** The difference for people, in Markdown. */
    String sentence() {
        return sentence;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ') + " (" + sentence + ")";
    }
}
