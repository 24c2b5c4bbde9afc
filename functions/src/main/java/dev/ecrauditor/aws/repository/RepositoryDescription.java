package dev.ecrauditor.aws.repository;

import dev.ecrauditor.repository.TagMutability;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.model.EncryptionConfiguration;
import software.amazon.awssdk.services.ecr.model.Repository;

/**
 * What the rules need of an answer of DescribeRepositories; much smaller than the answer, as thousands are held.
 *
 * @param settings which many repositories have in common
 */
record RepositoryDescription(Instant createdAt, Settings settings) {

    /**
     * How a repository is configured.
     *
     * @param encryptionType as ECR names it; an answer without encryption configuration is ECR's oldest format, which is
     *     always AES256
     */
    record Settings(String encryptionType, Optional<String> keyArn, boolean scanOnPush, TagMutability tags) {}

    static RepositoryDescription of(Repository answered) {
        EncryptionConfiguration encryption = answered.encryptionConfiguration();
        boolean scanOnPush = answered.imageScanningConfiguration() != null
                && Boolean.TRUE.equals(answered.imageScanningConfiguration().scanOnPush());
        return new RepositoryDescription(
                answered.createdAt(),
                new Settings(
                        encryption == null
                                ? "AES256"
                                : Objects.requireNonNullElse(encryption.encryptionTypeAsString(), ""),
                        encryption == null ? Optional.empty() : Optional.ofNullable(encryption.kmsKey()),
                        scanOnPush,
                        tagMutability(answered)));
    }

    /** A repository that ECR answers without tag mutability has the default. */
    private static TagMutability tagMutability(Repository answered) {
        return new TagMutability(
                Objects.requireNonNullElse(answered.imageTagMutabilityAsString(), TagMutability.MUTABLE.value()),
                answered.imageTagMutabilityExclusionFilters().stream()
                        .map(filter -> Objects.requireNonNullElse(filter.filter(), ""))
                        .toList());
    }
}
