package dev.ecrauditor.rule;

import dev.ecrauditor.policy.AccessLevel;
import dev.ecrauditor.policy.Condition;
import dev.ecrauditor.policy.ParsedPolicy;
import dev.ecrauditor.policy.Policy;
import dev.ecrauditor.policy.Principal;
import dev.ecrauditor.policy.PublicAccess;
import dev.ecrauditor.policy.Statement;
import dev.ecrauditor.policy.UnreadablePolicy;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
            return judge(known.value().parsed());
        }
        return new Verdict.NotApplicable("the repository has no policy");
    }

    private static Verdict judge(ParsedPolicy parsed) {
        if (parsed instanceof UnreadablePolicy unreadable) {
            return new Verdict.Unknown(unreadable.reason(), Optional.empty());
        }
        PublicAccess access = PublicAccess.of((Policy) parsed);
        if (access instanceof PublicAccess.Unclear unclear) {
            return new Verdict.Unknown(unclear.reason(), Optional.empty());
        }
        if (access instanceof PublicAccess.Open open) {
            return new Verdict.Fail(open.letsStrangersWrite() ? Severity.CRITICAL : Severity.HIGH, evidence(open));
        }
        return new Verdict.Pass();
    }

    private static Evidence evidence(PublicAccess.Open open) {
        Evidence evidence = Evidence.of("Any AWS account can " + whatStrangersCan(open) + " this repository.");
        for (PublicAccess.OpenStatement opened : open.statements()) {
            Statement statement = opened.statement();
            evidence = evidence.and("statement " + statement.number(), describe(statement));
            for (Map.Entry<AccessLevel, List<String>> level : opened.actions().entrySet()) {
                String name = "statement " + statement.number() + " "
                        + level.getKey().name().toLowerCase(java.util.Locale.ROOT);
                evidence = evidence.and(name, String.join(", ", level.getValue()));
            }
        }
        return evidence;
    }

    private static String whatStrangersCan(PublicAccess.Open open) {
        if (!open.letsStrangersWrite()) {
            return "read";
        }
        return open.letsStrangersRead() ? "read and change" : "change";
    }

    private static String describe(Statement statement) {
        String who = statement.principals().stream().map(Principal::written).collect(Collectors.joining(", "));
        String principal = statement.everyoneExcept() ? "everyone except " + who : who;
        String conditions = statement.conditions().isEmpty()
                ? "without condition"
                : "where no condition bounds the caller: "
                        + statement.conditions().stream()
                                .map(Condition::written)
                                .collect(Collectors.joining("; "));
        return statement.label() + " allows principal " + principal + " " + conditions;
    }
}
