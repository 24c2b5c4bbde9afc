package dev.ecrauditor.rule.policy;

import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
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
import java.util.Optional;

/**
 * The repository has a repository policy. Tools create a repository first and set its policy second, so a grace period
 * starts at its creation. Presence says nothing about safety; {@link PolicyNotPublic} checks that.
 *
 * <p>Source: "Private repository policies", Amazon ECR User Guide.
 */
public final class PolicyPresent implements RepositoryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-policy-present")
            .title("Repository has a repository policy")
            .problem("has no repository policy")
            .why(
                    "Without a repository policy, every identity of the account with a broad ECR permission can use or delete the images.")
            .fix(
                    "# Write into policy.json who may use the repository, then:",
                    "aws ecr set-repository-policy --region {region} --repository-name {repository} --policy-text file://policy.json")
            .severity(Severity.LOW)
            .setting(Setting.POLICY)
            .permissions("ecr:DescribeRepositories", "ecr:GetRepositoryPolicy")
            .mapsTo(Framework.SEED, "2")
            .build();

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
