package dev.ecrauditor.rule.image;

import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.Framework;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.CreationTemplateFix;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The repository has a lifecycle policy. Tools set it after they created the repository, so the grace period of the
 * repository policy holds here too.
 *
 * <p>Source: "Automate the cleanup of images by using lifecycle policies in Amazon ECR", Amazon ECR User Guide.
 */
public final class LifecyclePolicyPresent implements RepositoryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-lifecycle-policy-present")
            .title("Repository has a lifecycle policy")
            .problem("has no lifecycle policy")
            .why("Without a lifecycle policy, old images with known vulnerabilities stay and can be pulled.")
            .fix(
                    "# Write into lifecycle.json which images expire, see which they are, then set it:",
                    "aws ecr start-lifecycle-policy-preview --region {region} --repository-name {repository} --lifecycle-policy-text file://lifecycle.json",
                    "aws ecr get-lifecycle-policy-preview --region {region} --repository-name {repository}",
                    "aws ecr put-lifecycle-policy --region {region} --repository-name {repository} --lifecycle-policy-text file://lifecycle.json")
            .severity(Severity.LOW)
            .setting(Setting.LIFECYCLE_POLICY)
            .permissions("ecr:DescribeRepositories", "ecr:GetLifecyclePolicy")
            .mapsTo(Framework.SECURITY_HUB, "ECR.3")
            .mapsTo(Framework.AWS_CONFIG, "ecr-private-lifecycle-policy-configured")
            .mapsTo(Framework.NIST, "CA-9(1)", "CM-2", "CM-2(2)")
            .offByDefault()
            .build();

    private final Duration grace;

    public LifecyclePolicyPresent(Duration grace) {
        this.grace = grace;
    }

    @Override
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public Verdict evaluate(RepositorySnapshot repository) {
        Reading<String> policy = repository.images().lifecyclePolicy();
        if (policy instanceof Reading.Known<String>) {
            return new Verdict.Pass();
        }
        if (policy instanceof Reading.Unreadable<String> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        if (repository.age().compareTo(grace) < 0) {
            return new Verdict.NotApplicable(
                    "created " + repository.age().toSeconds() + " s ago, a lifecycle policy may still follow",
                    Optional.of(repository.createdAt().plus(grace)));
        }
        return new Verdict.Fail(METADATA.severity(), evidence(repository));
    }

    private static Evidence evidence(RepositorySnapshot repository) {
        Evidence evidence =
                Evidence.of("The repository has no lifecycle policy.").and("lifecyclePolicy", "none");
        List<String> fix = METADATA.fixFor(repository.arn());
        return repository.origin() == Origin.ECR
                ? evidence.and(CreationTemplateFix.FACT, CreationTemplateFix.ECR)
                        .fixedBy(Stream.concat(
                                        fix.stream(), CreationTemplateFix.lifecyclePolicy(repository.arn()).stream())
                                .toList())
                : evidence;
    }
}
