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
import java.util.stream.Collectors;

/**
 * Nobody outside the repository's own account, the trusted accounts and the trusted organizations has access. Grants to
 * every AWS account belong to {@link PolicyNotPublic}, services that act for any account to
 * {@link PolicyServiceBounded}; neither is repeated here.
 *
 * <p>Source: "Private repository policy examples", Amazon ECR User Guide; "AWS global condition context keys", IAM User
 * Guide.
 */
public final class PolicyNoForeignAccount implements RepositoryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-policy-no-foreign-account")
            .title("Repository policy grants access only to trusted accounts")
            .problem("is open to accounts that are not trusted")
            .why(
                    "An attacker who controls one of those accounts can use your images too; with write access the attacker decides what you run.")
            .fix(
                    "aws ecr get-repository-policy --region {region} --repository-name {repository} --query policyText --output text > policy.json",
                    "# Remove from policy.json the principals that must not have access, then:",
                    "aws ecr set-repository-policy --region {region} --repository-name {repository} --policy-text file://policy.json",
                    "# If the access is intended, add it to the settings file of the auditor: trust.accounts or trust.organizations.")
            .severity(Severity.MEDIUM)
            .setting(Setting.POLICY)
            .permissions("ecr:DescribeRepositories", "ecr:GetRepositoryPolicy")
            .build();

    /** The rest of many is counted in the summary; the evidence names them all. */
    private static final int MOST_NAMED = 5;

    private final TrustedParties trusted;

    public PolicyNoForeignAccount(TrustedParties trusted) {
        this.trusted = trusted;
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
        return ParsedPolicyGate.evaluate(repository, new RepositoryPolicyFix(METADATA, trusted), this::evaluatePolicy);
    }

    private Verdict evaluatePolicy(Policy policy, AccessFacts facts) {
        List<Grant> foreign = facts.grants().stream()
                .filter(grant -> !grant.isPublic() && !PolicyServiceBounded.isUnbounded(grant))
                .filter(grant -> !trusted.covers(grant))
                .toList();
        return evaluate(policy, facts, foreign);
    }

    private static Verdict evaluate(Policy policy, AccessFacts facts, List<Grant> foreign) {
        if (foreign.isEmpty()) {
            return facts.unclear().isEmpty()
                    ? new Verdict.Pass()
                    : new Verdict.Unknown(facts.unclear().get(0), Optional.empty());
        }
        boolean writes = foreign.stream().anyMatch(Grant::writes);
        String summary = "Principals that are not trusted can " + GrantEvidence.can(foreign) + " this repository: "
                + who(foreign) + ".";
        return new Verdict.Fail(
                writes ? Severity.HIGH : Severity.MEDIUM,
                GrantEvidence.of(summary, policy, foreign),
                GrantedAccess.of(foreign, left -> evaluate(policy, facts, left)));
    }

    private static String who(List<Grant> foreign) {
        List<String> names = foreign.stream()
                .map(grant -> GrantEvidence.ownWords(grant.bound()))
                .distinct()
                .toList();
        String more = names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "";
        return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")) + more;
    }
}
