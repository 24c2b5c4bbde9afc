package dev.ecrauditor.rule;

import dev.ecrauditor.policy.AccessFacts;
import dev.ecrauditor.policy.Grant;
import dev.ecrauditor.policy.ParsedPolicy;
import dev.ecrauditor.policy.Policy;
import dev.ecrauditor.policy.PolicyAnalysis;
import dev.ecrauditor.policy.UnreadablePolicy;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import java.util.List;
import java.util.Optional;

/**
 * The repository policy does not let every AWS account in. Worse if strangers can write: then they decide what others run.
 *
 * <p>Source: "Private repository policies" and "Private repository policy examples", Amazon ECR User Guide.
 */
final class PolicyNotPublic implements AuditRule {

    private static final RuleCard CARD = new RuleCard(
            "ecr-policy-not-public",
            "Repository policy is not open to every AWS account",
            "is open to every AWS account",
            "Any AWS account in the world can use the repository: read the images, or replace what others will run.",
            List.of(
                    "# Name the accounts, or add a condition on aws:PrincipalOrgID, then:",
                    "aws ecr set-repository-policy --region {region} --repository-name {repository} --policy-text file://policy.json",
                    "# Or take the policy away at once:",
                    "aws ecr delete-repository-policy --region {region} --repository-name {repository}"),
            Severity.HIGH,
            Setting.POLICY,
            List.of("ecr:DescribeRepositories", "ecr:GetRepositoryPolicy"),
            List.of());

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Verdict judge(RepositorySnapshot repository) {
        if (repository.policy() instanceof Reading.Unreadable<RepositoryPolicy> unreadable) {
            return new Verdict.Unknown(unreadable.problem(), Optional.of(unreadable.permission()));
        }
        if (repository.policy() instanceof Reading.Known<RepositoryPolicy> known) {
            return judge(known.value().parsed(), repository.arn().account());
        }
        return new Verdict.NotApplicable("the repository has no policy");
    }

    private static Verdict judge(ParsedPolicy parsed, String owner) {
        if (parsed instanceof UnreadablePolicy unreadable) {
            return new Verdict.Unknown(unreadable.reason(), Optional.empty());
        }
        AccessFacts facts = PolicyAnalysis.of((Policy) parsed, owner);
        List<Grant> open = facts.grants().stream().filter(Grant::isPublic).toList();
        if (open.isEmpty()) {
            return facts.unclear().isEmpty()
                    ? new Verdict.Pass()
                    : new Verdict.Unknown(facts.unclear().get(0), Optional.empty());
        }
        boolean writes = open.stream().anyMatch(Grant::writes);
        return new Verdict.Fail(writes ? Severity.CRITICAL : Severity.HIGH, PublicEvidence.of(open));
    }
}
