package dev.ecrauditor.rule;

import dev.ecrauditor.policy.Policy;
import dev.ecrauditor.policy.Principal;
import dev.ecrauditor.policy.Statement;
import dev.ecrauditor.policy.UnreadablePolicy;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The policy is one, and everybody it names exists. Text that is no policy leaves every rule about access blind; people are told of
 * it here, once. An identity that was deleted is left in the policy as its unique id: nobody, and a sign that nobody looked.
 *
 * <p>Source: "Grammar of the IAM JSON policy language" and "AWS JSON policy elements: Principal" (unique ids of deleted identities),
 * IAM User Guide.
 */
final class PolicyReadable implements AuditRule {

    static final String ID = "ecr-policy-readable";

    private static final RuleCard CARD = new RuleCard(
            ID,
            "Repository policy is readable and names existing identities",
            "has a policy that does not say who has access",
            "Nobody can tell who may use the repository, neither a person who reviews it nor this auditor.",
            List.of(
                    "# Look at it, and write into policy.json who may use the repository.",
                    "aws ecr get-repository-policy --region {region} --repository-name {repository} --query policyText --output text",
                    "aws ecr set-repository-policy --region {region} --repository-name {repository} --policy-text file://policy.json"),
            Severity.MEDIUM,
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
        return fail(Evidence.of("The policy cannot be read, so nobody knows who can use the repository.")
                .and("could not be read", policy.reason())
                .and("not judged", "whether it is open to every AWS account, to foreign accounts or to services"));
    }

    private static Verdict names(Policy policy) {
        Map<String, String> facts = new LinkedHashMap<>();
        boolean onlyDeleted = true;
        for (Statement statement : policy.statements()) {
            String deleted = nobody(statement, true);
            String unknown = nobody(statement, false);
            onlyDeleted &= unknown.isEmpty();
            String names =
                    Stream.of(deleted, unknown).filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
            if (!names.isEmpty()) {
                facts.put("statement " + statement.number(), statement.label() + " names " + names);
            }
        }
        if (facts.isEmpty()) {
            return new Verdict.Pass();
        }
        Evidence evidence = Evidence.of(
                onlyDeleted
                        ? "The policy names identities that no longer exist."
                        : "The policy names somebody who does not exist.");
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            evidence = evidence.and(fact.getKey(), fact.getValue());
        }
        return fail(evidence);
    }

    /** Whom a statement names that is nobody, identities that were deleted or what never was one. */
    private static String nobody(Statement statement, boolean deleted) {
        String names = statement.principals().stream()
                .filter(Principal.Unresolved.class::isInstance)
                .map(Principal::written)
                .filter(name -> Principal.Unresolved.isUniqueId(name) == deleted)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : names + (deleted ? ", deleted since" : ", no account or identity");
    }

    private static Verdict fail(Evidence evidence) {
        return new Verdict.Fail(CARD.severity(), evidence);
    }
}
