package dev.ecrauditor.rule;

import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.evidence.CreationTemplateFix;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The repository has a repository policy. Tools create a repository first and set its policy second, so a grace period
 * starts at its creation. Presence says nothing about safety; {@link PolicyNotPublic} checks that.
 *
 * <p>Source: "Private repository policies", Amazon ECR User Guide.
 */
public final class PolicyPresent implements AuditRule {

    private static final RuleMetadata METADATA = new RuleMetadata(
            "ecr-policy-present",
            "Repository has a repository policy",
            "has no repository policy",
            "Without a repository policy, every identity of the account with a broad ECR permission can use or delete the images.",
            List.of(
                    "# Write into policy.json who may use the repository, then:",
                    "aws ecr set-repository-policy --region {region} --repository-name {repository} --policy-text file://policy.json"),
            Severity.LOW,
            Setting.POLICY,
            List.of("ecr:DescribeRepositories", "ecr:GetRepositoryPolicy"),
            List.of());

    private final Duration grace;

    public PolicyPresent(Duration grace) {
        this.grace = grace;
    }

    @Override
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public Verdict evaluate(RepositorySnapshot repository) {
        if (repository.policy() instanceof Reading.Known<RepositoryPolicy>) {
            return new Verdict.Pass();
        }
        if (repository.policy() instanceof Reading.Unreadable<RepositoryPolicy> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        if (repository.age().compareTo(grace) < 0) {
            return new Verdict.NotApplicable(
                    "created " + repository.age().toSeconds() + " s ago, a policy may still follow",
                    Optional.of(repository.createdAt().plus(grace)));
        }
        Evidence evidence =
                Evidence.of("The repository has no repository policy.").and("policy", "none");
        return new Verdict.Fail(
                METADATA.severity(),
                repository.origin() == Origin.ECR
                        ? evidence.and(CreationTemplateFix.FACT, CreationTemplateFix.ECR)
                                .fixedBy(CreationTemplateFix.policy(repository.arn()))
                        : evidence);
    }
}
