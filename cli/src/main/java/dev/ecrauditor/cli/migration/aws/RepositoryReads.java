package dev.ecrauditor.cli.migration.aws;

import dev.ecrauditor.cli.migration.facts.ImageCounts;
import dev.ecrauditor.cli.migration.facts.RepositorySettings;
import dev.ecrauditor.cli.migration.facts.RepositorySettings.Exclusion;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageStatusFilter;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.Tag;

/** Reads what a snapshot of the auditor does not hold: settings, lifecycle policy, tags and images. */
final class RepositoryReads {

    /** The prefix of tags that only AWS can set. */
    private static final String SYSTEM_TAG = "aws:";

    private static final int PAGE = 1_000;

    private final EcrClient ecr;
    private final RepositoryArn arn;

    RepositoryReads(EcrClient ecr, RepositoryArn arn) {
        this.ecr = ecr;
        this.arn = arn;
    }

    Reading<RepositorySettings> settings() {
        return Reads.required(
                "ecr:DescribeRepositories",
                () -> ecr.describeRepositories(request -> request.repositoryNames(arn.name())).repositories().stream()
                        .findFirst()
                        .map(RepositoryReads::settings));
    }

    Reading<String> lifecycle() {
        return Reads.required(
                "ecr:GetLifecyclePolicy",
                () -> Optional.ofNullable(ecr.getLifecyclePolicy(request -> request.repositoryName(arn.name()))
                        .lifecyclePolicyText()));
    }

    /** Sorted by key; without tags of AWS itself, which no caller can set. */
    Reading<Map<String, String>> tags() {
        return Reads.required("ecr:ListTagsForResource", () -> {
            Map<String, String> tags = new TreeMap<>();
            for (Tag tag : ecr.listTagsForResource(request -> request.resourceArn(arn.toString()))
                    .tags()) {
                if (!tag.key().startsWith(SYSTEM_TAG)) {
                    tags.put(tag.key(), Objects.requireNonNullElse(tag.value(), ""));
                }
            }
            return Optional.of(tags);
        });
    }

    Reading<ImageCounts> images() {
        return Reads.additional(
                "ecr:DescribeImages",
                () -> Optional.of(counts(ecr
                        .describeImagesPaginator(request -> request.repositoryName(arn.name())
                                .filter(filter -> filter.imageStatus(ImageStatusFilter.ANY))
                                .maxResults(PAGE))
                        .imageDetails()
                        .stream()
                        .toList())));
    }

    private static RepositorySettings settings(Repository repository) {
        boolean scanOnPush = repository.imageScanningConfiguration() != null
                && Boolean.TRUE.equals(repository.imageScanningConfiguration().scanOnPush());
        List<Exclusion> exclusions = repository.imageTagMutabilityExclusionFilters().stream()
                .map(filter -> new Exclusion(
                        Objects.requireNonNullElse(filter.filterTypeAsString(), ""),
                        Objects.requireNonNullElse(filter.filter(), "")))
                .toList();
        return new RepositorySettings(
                Objects.requireNonNullElse(repository.imageTagMutabilityAsString(), "MUTABLE"), exclusions, scanOnPush);
    }

    private static ImageCounts counts(List<ImageDetail> images) {
        return new ImageCounts(
                images.size(),
                (int) images.stream()
                        .filter(image -> image.imageTags().isEmpty())
                        .count(),
                (int) images.stream()
                        .filter(image -> image.subjectManifestDigest() != null)
                        .count(),
                (int) images.stream()
                        .filter(image -> "ARCHIVED".equals(image.imageStatusAsString())
                                || "ACTIVATING".equals(image.imageStatusAsString()))
                        .count(),
                images.stream()
                        .mapToLong(image -> Objects.requireNonNullElse(image.imageSizeInBytes(), 0L))
                        .sum());
    }
}
