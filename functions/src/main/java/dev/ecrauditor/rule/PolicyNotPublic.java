package dev.ecrauditor.rule;

import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.evidence.GrantEvidence;
import java.util.List;
import java.util.Optional;

/**
 * The repository policy does not grant access to every AWS account. Write access is worse: external principals can then
 * replace what others run.
 *
 * <p>Source: "Private repository policies" and "Private repository policy examples", Amazon ECR User Guide.
 */
final class PolicyNotPublic implements AuditRule {

    private static final RuleMetadata METADATA = new RuleMetadata(
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
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public Verdict evaluate(RepositorySnapshot repository) {
        return ParsedPolicyGate.evaluate(repository, PolicyNotPublic::evaluatePolicy);
    }

    private static Verdict evaluatePolicy(Policy policy, AccessFacts facts) {
        List<Grant> open = facts.grants().stream().filter(Grant::isPublic).toList();
        if (open.isEmpty()) {
            return facts.unclear().isEmpty()
                    ? new Verdict.Pass()
                    : new Verdict.Unknown(facts.unclear().get(0), Optional.empty());
        }
        boolean writes = open.stream().anyMatch(Grant::writes);
        String summary = "Any AWS account can " + GrantEvidence.can(open) + " this repository.";
        return new Verdict.Fail(writes ? Severity.CRITICAL : Severity.HIGH, GrantEvidence.of(summary, policy, open));
    }
}
