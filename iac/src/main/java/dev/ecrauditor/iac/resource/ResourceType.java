package dev.ecrauditor.iac.resource;

import java.util.Optional;

/** The resources that are evaluated, by their types in the languages. */
public enum ResourceType {
    REPOSITORY,
    REPOSITORY_POLICY,
    LIFECYCLE_POLICY,
    REGISTRY_POLICY,
    REPLICATION,
    SCANNING,
    TEMPLATE,
    CACHE_RULE,
    SIGNING,
    ACCOUNT_SETTING,
    KEY,
    /** Customer managed keys whose rotation is decided elsewhere: replicas, and keys with imported material. */
    OTHER_KEY,
    ALIAS,
    KEY_POLICY;

    /** The type of a name; empty for a resource that is not evaluated. */
    public static Optional<ResourceType> of(String name) {
        return switch (name) {
            case "AWS::ECR::Repository", "aws_ecr_repository" -> Optional.of(REPOSITORY);
            case "aws_ecr_repository_policy" -> Optional.of(REPOSITORY_POLICY);
            case "aws_ecr_lifecycle_policy" -> Optional.of(LIFECYCLE_POLICY);
            case "AWS::ECR::RegistryPolicy", "aws_ecr_registry_policy" -> Optional.of(REGISTRY_POLICY);
            case "AWS::ECR::ReplicationConfiguration", "aws_ecr_replication_configuration" -> Optional.of(REPLICATION);
            case "AWS::ECR::RegistryScanningConfiguration", "aws_ecr_registry_scanning_configuration" ->
                Optional.of(SCANNING);
            case "AWS::ECR::RepositoryCreationTemplate", "aws_ecr_repository_creation_template" ->
                Optional.of(TEMPLATE);
            case "AWS::ECR::PullThroughCacheRule", "aws_ecr_pull_through_cache_rule" -> Optional.of(CACHE_RULE);
            case "AWS::ECR::SigningConfiguration", "aws_ecr_signing_configuration" -> Optional.of(SIGNING);
            case "aws_ecr_account_setting" -> Optional.of(ACCOUNT_SETTING);
            case "AWS::KMS::Key", "aws_kms_key" -> Optional.of(KEY);
            case "AWS::KMS::ReplicaKey",
                    "aws_kms_replica_key",
                    "aws_kms_external_key",
                    "aws_kms_replica_external_key" -> Optional.of(OTHER_KEY);
            case "AWS::KMS::Alias", "aws_kms_alias" -> Optional.of(ALIAS);
            case "aws_kms_key_policy" -> Optional.of(KEY_POLICY);
            default -> Optional.empty();
        };
    }
}
