package dev.ecrauditor.rule.policy;

import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.GrantedAccess;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.GrantEvidence;
import java.util.List;
import java.util.Optional;

/**
 * The repository policy does not grant access to every AWS account. Write access is worse: external principals can then
 * replace what others run.
 *
 * <p>Source: "Private repository policies" and "Private repository policy examples", Amazon ECR User Guide.
 */
public final class PolicyNotPublic implements RepositoryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-policy-not-public")
            .title("Repository policy is not open to every AWS account")
            .problem("is open to every AWS account")
            .why(
                    "Any AWS account in the world can use the repository: read the images, or replace what others will run.")
            .fix(
                    "aws ecr get-repository-policy --region {region} --repository-name {repository} --query policyText --output text > policy.json",
                    "# In policy.json name the accounts, or add a condition on aws:PrincipalOrgID, then:",
                    "aws ecr set-repository-policy --region {region} --repository-name {repository} --policy-text file://policy.json",
                    "# Or delete the policy at once: aws ecr delete-repository-policy --region {region} --repository-name {repository}")
            .severity(Severity.HIGH)
            .setting(Setting.POLICY)
            .permissions("ecr:DescribeRepositories", "ecr:GetRepositoryPolicy")
            .build();

    private final RepositoryPolicyFix fix;

    /**
     * @param trusted whose access the fix keeps
     */
    public PolicyNotPublic(TrustedParties trusted) {
        this.fix = new RepositoryPolicyFix(METADATA, trusted);
    }

    @Override
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public boolean isAboutGrants() {
        return true;
    }

    @Override
    public Verdict evaluate(RepositorySnapshot repository) {
        return ParsedPolicyGate.evaluate(repository, fix, PolicyNotPublic::evaluatePolicy);
    }

    private static Verdict evaluatePolicy(Policy policy, AccessFacts facts) {
        return evaluate(
                policy, facts, facts.grants().stream().filter(Grant::isPublic).toList());
    }

    private static Verdict evaluate(Policy policy, AccessFacts facts, List<Grant> open) {
        if (open.isEmpty()) {
            return facts.unclear().isEmpty()
                    ? new Verdict.Pass()
                    : new Verdict.Unknown(facts.unclear().get(0), Optional.empty());
        }
        boolean writes = open.stream().anyMatch(Grant::writes);
        String summary = "Any AWS account can " + GrantEvidence.can(open) + " this repository.";
        return new Verdict.Fail(
                writes ? Severity.CRITICAL : Severity.HIGH,
                GrantEvidence.of(summary, policy, open),
                GrantedAccess.of(open, left -> evaluate(policy, facts, left)));
    }
}
