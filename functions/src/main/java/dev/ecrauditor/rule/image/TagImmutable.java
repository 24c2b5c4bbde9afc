package dev.ecrauditor.rule.image;

import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.repository.TagMutability;
import dev.ecrauditor.repository.TagMutability.MovableTags;
import dev.ecrauditor.rule.Framework;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.CreationTemplateFix;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.rule.evidence.TagMutabilityFix;
import java.util.Optional;

/**
 * A tag cannot be moved to another image. Tags that a filter excludes by name may move, but not every tag. In a
 * repository that a pull through cache rule serves, ECR itself moves the tags as the upstream registry does.
 *
 * <p>Source: "Preventing image tags from being overwritten in Amazon ECR" and "Considerations for using pull through
 * cache rules", Amazon ECR User Guide; PutImageTagMutability, Amazon ECR API Reference.
 */
public final class TagImmutable implements RepositoryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-tag-immutable")
            .title("Image tags are immutable")
            .problem("lets a tag be moved to another image")
            .why(
                    "If a tag can be moved, a deployment may run another image tomorrow than the one that was tested today.")
            .fix(
                    "aws ecr put-image-tag-mutability --region {region} --repository-name {repository} --image-tag-mutability IMMUTABLE",
                    "# A push of a tag that exists is then refused. Where a tag such as latest has to move, exclude it by name: aws ecr put-image-tag-mutability --region {region} --repository-name {repository} --image-tag-mutability IMMUTABLE_WITH_EXCLUSION --image-tag-mutability-exclusion-filters filterType=WILDCARD,filter=latest")
            .severity(Severity.MEDIUM)
            .setting(Setting.TAG_MUTABILITY)
            .permissions("ecr:DescribeRepositories", "ecr:DescribePullThroughCacheRules")
            .mapsTo(Framework.SECURITY_HUB, "ECR.2")
            .mapsTo(Framework.AWS_CONFIG, "ecr-private-tag-immutability-enabled")
            .mapsTo(Framework.NIST, "CA-9(1)", "CM-2", "CM-8(1)")
            .mapsTo(Framework.SEED, "1")
            .build();

    @Override
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public Verdict evaluate(RepositorySnapshot repository) {
        TagMutability tags = repository.images().tags();
        Optional<MovableTags> movable = tags.movableTags();
        if (movable.isEmpty()) {
            return new Verdict.Unknown(
                    "ECR returned a tag mutability that this version does not know", Optional.empty());
        }
        if (movable.get() != MovableTags.MOST) {
            return new Verdict.Pass();
        }
        return repository
                .registry()
                .cachePrefixOf(repository.arn().name())
                .<Verdict>map(prefix -> new Verdict.NotApplicable(
                        "the pull through cache rule " + prefix + " updates its tags from another registry"))
                .orElseGet(() -> new Verdict.Fail(METADATA.severity(), evidence(repository, tags)));
    }

    private static Evidence evidence(RepositorySnapshot repository, TagMutability tags) {
        Evidence evidence = Evidence.of(summary(tags)).and("imageTagMutability", tags.value());
        Evidence withFilters = tags.exclusionFilters().isEmpty()
                ? evidence
                : evidence.and(
                        "imageTagMutabilityExclusionFilters",
                        String.join(
                                ", ", tags.exclusionFilters().stream().sorted().toList()));
        return (repository.origin() == Origin.ECR
                        ? withFilters.and(CreationTemplateFix.FACT, CreationTemplateFix.ECR)
                        : withFilters)
                .fixedBy(TagMutabilityFix.of(repository, METADATA.fixFor(repository.arn())));
    }

    private static String summary(TagMutability tags) {
        return switch (tags.value()) {
            case "IMMUTABLE_WITH_EXCLUSION" ->
                "Tags are immutable except those that a filter excludes, and a filter excludes every tag.";
            case "MUTABLE_WITH_EXCLUSION" ->
                "A push can move every tag to another image, except the tags that a filter names.";
            default -> "A push can move every tag to another image.";
        };
    }
}
