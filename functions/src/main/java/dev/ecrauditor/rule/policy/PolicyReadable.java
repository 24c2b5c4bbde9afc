package dev.ecrauditor.rule.policy;

import dev.ecrauditor.policy.action.ActionNames;
import dev.ecrauditor.policy.analysis.QuestionableAction;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.document.UnreadablePolicy;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The policy can be parsed, and every identity it names exists. Text that is no policy makes every rule about access
 * unknown; this rule alone reports it. A deleted identity stays in the policy as its unique id: it matches nobody and
 * shows that the policy is not maintained.
 *
 * <p>Source: "Grammar of the IAM JSON policy language" and "AWS JSON policy elements: Principal" (unique ids of deleted
 * identities), IAM User Guide.
 */
public final class PolicyReadable implements RepositoryRule {

    static final String ID = "ecr-policy-readable";

    private static final RuleMetadata METADATA = RuleMetadata.of(ID)
            .title("Repository policy is readable and names existing identities")
            .problem("has a policy that does not say who has access")
            .why("Neither a reviewer nor the auditor can determine who may use the repository.")
            .fix(
                    "aws ecr get-repository-policy --region {region} --repository-name {repository} --query policyText --output text > policy.json",
                    "# In policy.json write who may use the repository, then:",
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
        if (repository.policy() instanceof Reading.Unreadable<RepositoryPolicy> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        if (repository.policy() instanceof Reading.Known<RepositoryPolicy> known) {
            return known.value().parsed() instanceof UnreadablePolicy unreadable
                    ? unreadable(unreadable)
                    : names((Policy) known.value().parsed());
        }
        return new Verdict.NotApplicable("the repository has no policy");
    }

    private static Verdict unreadable(UnreadablePolicy policy) {
        return fail(Evidence.of("The policy cannot be read, so it is not known who can use the repository.")
                .and("could not be read", policy.reason())
                .and("not evaluated", "whether it is open to every AWS account, to foreign accounts or to services"));
    }

    private static Verdict names(Policy policy) {
        Map<String, String> facts = new LinkedHashMap<>();
        boolean onlyDeleted = policy.oddities().isEmpty();
        for (Statement statement : policy.statements()) {
            String deleted = nobody(statement, true);
            String others = Stream.of(nobody(statement, false), undocumented(statement), mistyped(policy, statement))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("; "));
            onlyDeleted &= others.isEmpty();
            String names =
                    Stream.of(deleted, others).filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
            if (!names.isEmpty()) {
                facts.put("statement " + statement.number(), statement.name() + " names " + names);
            }
        }
        if (!policy.oddities().isEmpty()) {
            facts.put("not by AWS's grammar", String.join("; ", policy.oddities()));
        }
        if (facts.isEmpty()) {
            return new Verdict.Pass();
        }
        Evidence evidence = Evidence.of(summary(onlyDeleted, policy));
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            evidence = evidence.and(fact.getKey(), fact.getValue());
        }
        return fail(evidence);
    }

    private static String summary(boolean onlyDeleted, Policy policy) {
        if (onlyDeleted) {
            return "The policy names identities that no longer exist.";
        }
        boolean nobody = policy.statements().stream()
                .anyMatch(statement -> !nobody(statement, true).isEmpty()
                        || !nobody(statement, false).isEmpty());
        return nobody
                ? "The policy names a principal that does not exist."
                : "The policy has a form that AWS does not document, so it may not mean what it says.";
    }

    /** The principals of a statement that do not exist: deleted identities, or text that never named one. */
    private static String nobody(Statement statement, boolean deleted) {
        return names(
                statement,
                principal -> principal instanceof Principal.Unresolved
                        && Principal.Unresolved.isUniqueId(principal.written()) == deleted,
                deleted ? ", the id of a deleted identity" : ", no account or identity");
    }

    /** Principals in a form that AWS does not document: above all with a wildcard for a part of a name or an ARN. */
    private static String undocumented(Statement statement) {
        String wildcards = names(
                statement, Principal::hasWildcardInside, ", a wildcard inside a principal, which AWS does not expand");
        String others = names(
                statement,
                principal -> !principal.hasWildcardInside() && isUndocumented(principal),
                ", no account or identity that AWS documents");
        return Stream.of(wildcards, others).filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
    }

    /** A star in a list without a kind is reported as such; a web identity provider by name is no mistake. */
    private static boolean isUndocumented(Principal principal) {
        if (principal instanceof Principal.Account account) {
            return account.extent() == Principal.Account.Extent.UNDOCUMENTED;
        }
        return principal instanceof Principal.Unbounded unbounded
                && unbounded.whoever() != Principal.Unbounded.Whoever.SIGNED_IN
                && !principal.written().equals("*");
    }

    private static String names(Statement statement, Predicate<Principal> question, String what) {
        String names = statement.principals().stream()
                .filter(question)
                .map(Principal::written)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : names + what;
    }

    private static String mistyped(Policy policy, Statement statement) {
        return QuestionableAction.of(policy).stream()
                .filter(action -> action.fault() == ActionNames.Fault.MISTYPED
                        && action.statement().number() == statement.number())
                .map(action -> "the action \"" + action.written() + "\", which is not the name of an AWS action"
                        + action.nearest().map(real -> "; perhaps " + real).orElse(""))
                .collect(Collectors.joining("; "));
    }

    private static Verdict fail(Evidence evidence) {
        return new Verdict.Fail(METADATA.severity(), evidence);
    }
}
