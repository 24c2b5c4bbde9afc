package dev.ecrauditor.rule.policy;

import dev.ecrauditor.policy.action.AccessLevel;
import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.action.ActionSet;
import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every Allow lists its actions. A wildcard, or all actions but some, also grants actions that nobody intended, and
 * those AWS adds later.
 *
 * <p>Source: "IAM JSON policy elements: Action" and "NotAction", IAM User Guide; "Actions, resources, and condition
 * keys for Amazon Elastic Container Registry", Service Authorization Reference.
 */
public final class PolicyNoWildcardAction implements RepositoryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-policy-no-wildcard-action")
            .title("Repository policy lists allowed actions without wildcards")
            .problem("allows actions by wildcard")
            .why(
                    "A wildcard also grants actions that nobody intended, such as deleting images or changing the policy, and what AWS adds later.")
            .fix(
                    "aws ecr get-repository-policy --region {region} --repository-name {repository} --query policyText --output text > policy.json",
                    "# In policy.json list the actions that are needed, then:",
                    "aws ecr set-repository-policy --region {region} --repository-name {repository} --policy-text file://policy.json")
            .severity(Severity.MEDIUM)
            .setting(Setting.POLICY)
            .permissions("ecr:DescribeRepositories", "ecr:GetRepositoryPolicy")
            .build();

    @Override
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public Verdict evaluate(RepositorySnapshot repository) {
        return ParsedPolicyGate.evaluate(repository, PolicyNoWildcardAction::evaluatePolicy);
    }

    private static Verdict evaluatePolicy(Policy policy, AccessFacts facts) {
        if (!facts.wildcardActions()) {
            return new Verdict.Pass();
        }
        List<Statement> wide = policy.statements().stream()
                .filter(statement -> statement.effect() == Statement.Effect.ALLOW)
                .filter(statement -> statement.actions().isOpenEnded())
                .toList();
        Evidence evidence = Evidence.of("The policy allows actions by wildcard or by exception.");
        for (Statement statement : wide) {
            String name = "statement " + statement.number();
            evidence = evidence.and(name, named(statement));
            for (Map.Entry<AccessLevel, List<String>> level :
                    ActionCatalogue.ECR.byLevel(statement.actions()).entrySet()) {
                evidence = evidence.and(
                        name + " " + level.getKey().name().toLowerCase(Locale.ROOT),
                        String.join(", ", level.getValue()));
            }
        }
        return new Verdict.Fail(METADATA.severity(), evidence);
    }

    private static String named(Statement statement) {
        String principals =
                statement.principals().stream().map(Principal::written).collect(Collectors.joining(", "));
        return statement.name() + " allows principal "
                + (statement.everyoneExcept() ? "everyone except " : "")
                + (principals.isEmpty() ? "nobody" : principals)
                + (statement.actions().allExcept() ? " every action but " : " the actions ")
                + String.join(", ", wildcards(statement.actions()));
    }

    /** The actions that are no plain name; all of NotAction. */
    private static List<String> wildcards(ActionSet actions) {
        return actions.patterns().stream()
                .filter(pattern -> actions.allExcept() || pattern.contains("*") || pattern.contains("?"))
                .toList();
    }
}
