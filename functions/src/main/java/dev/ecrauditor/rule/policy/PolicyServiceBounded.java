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
 * An AWS service named in the policy can act only for known accounts or resources. Otherwise any customer of that
 * service can have it use the repository on their behalf: the confused deputy.
 *
 * <p>Source: "The confused deputy problem" and "AWS global condition context keys" (aws:SourceAccount, aws:SourceArn,
 * aws:SourceOrgID), IAM User Guide.
 */
public final class PolicyServiceBounded implements RepositoryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-policy-service-bounded")
            .title("Repository policy restricts AWS services to known resources")
            .problem("lets an AWS service use it on behalf of any account")
            .why("Any customer of that service may have it use the repository on their behalf.")
            .fix(
                    "aws ecr get-repository-policy --region {region} --repository-name {repository} --query policyText --output text > policy.json",
                    "# In policy.json add to the statement the condition StringEquals aws:SourceAccount (or aws:SourceArn, aws:SourceOrgID) with your own id, then:",
                    "aws ecr set-repository-policy --region {region} --repository-name {repository} --policy-text file://policy.json")
            .severity(Severity.MEDIUM)
            .setting(Setting.POLICY)
            .permissions("ecr:DescribeRepositories", "ecr:GetRepositoryPolicy")
            .build();

    private final RepositoryPolicyFix fix;

    /**
     * @param trusted whose access the fix keeps
     */
    public PolicyServiceBounded(TrustedParties trusted) {
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
        return ParsedPolicyGate.evaluate(repository, fix, PolicyServiceBounded::evaluatePolicy);
    }

    private static Verdict evaluatePolicy(Policy policy, AccessFacts facts) {
        List<Grant> unbounded = facts.grants().stream()
                .filter(PolicyServiceBounded::isUnbounded)
                .toList();
        return evaluate(policy, facts, unbounded);
    }

    private static Verdict evaluate(Policy policy, AccessFacts facts, List<Grant> unbounded) {
        if (unbounded.isEmpty()) {
            return facts.unclear().isEmpty()
                    ? new Verdict.Pass()
                    : new Verdict.Unknown(facts.unclear().get(0), Optional.empty());
        }
        String summary = "An AWS service can " + GrantEvidence.can(unbounded)
                + " this repository on behalf of any account's resources.";
        return new Verdict.Fail(
                METADATA.severity(),
                GrantEvidence.of(summary, policy, unbounded),
                GrantedAccess.of(unbounded, left -> evaluate(policy, facts, left)));
    }

    /** True for a service named as principal that no condition restricts to known resources. */
    static boolean isUnbounded(Grant grant) {
        return grant.bound() instanceof Grant.GrantScope.AnyService;
    }
}
