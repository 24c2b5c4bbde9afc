package dev.ecrauditor.rule.evidence;

import dev.ecrauditor.policy.action.AccessLevel;
import dev.ecrauditor.policy.action.ActionNames;
import dev.ecrauditor.policy.analysis.DenyGap;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.analysis.QuestionableAction;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.explain.DenyGapDescription;
import dev.ecrauditor.policy.explain.GrantProof;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person can check by hand about grants to others: the statement, whom it names and to whom it grants access,
 * the actions by access level, the conditions, and an example request. The same policy always gives the same facts in
 * the same order.
 */
public final class GrantEvidence {

    private GrantEvidence() {}

    /** What external principals can do with these grants, in one to three words. */
    public static String can(List<Grant> grants) {
        boolean writes = grants.stream().anyMatch(Grant::writes);
        boolean reads = grants.stream()
                .flatMap(grant -> grant.actions().keySet().stream())
                .anyMatch(level -> !level.changesSomething());
        return !writes ? "read" : reads ? "read and change" : "change";
    }

    public static Evidence of(String summary, Policy policy, List<Grant> grants) {
        Evidence evidence = Evidence.of(summary);
        Map<Integer, Integer> groupsOfStatement = new TreeMap<>();
        for (StatementGrants group : groups(grants)) {
            int number = group.statement().number();
            int ordinal = groupsOfStatement.merge(number, 1, Integer::sum);
            String name = "statement " + number + (ordinal == 1 ? "" : " (" + ordinal + ")");
            evidence = evidence.and(name, named(group))
                    .and(name + " grants access to", String.join(", ", group.reached()));
            for (Map.Entry<AccessLevel, Set<String>> level : group.actions().entrySet()) {
                evidence = evidence.and(
                        name + " " + level.getKey().name().toLowerCase(Locale.ROOT),
                        String.join(", ", level.getValue()));
            }
            evidence = evidence.and(name + " for example", GrantProof.of(policy, group.example()));
            List<String> denials = DenyGap.of(policy, group.example()).stream()
                    .map(gap -> gap.deny().label() + " denies " + conditions(gap.deny()) + DenyGapDescription.of(gap))
                    .toList();
            if (!denials.isEmpty()) {
                evidence = evidence.and(name + " not stopped by", String.join("; ", denials));
            }
            String unknown = unknown(policy, group);
            if (!unknown.isEmpty()) {
                evidence = evidence.and(name + " unknown actions", unknown);
            }
        }
        return evidence;
    }

    /** Grants of one statement with the same actions. */
    private record StatementGrants(
            Statement statement,
            Set<String> principals,
            Set<String> reached,
            Map<AccessLevel, Set<String>> actions,
            Grant example) {}

    private static List<StatementGrants> groups(List<Grant> grants) {
        Map<List<Object>, Map<AccessLevel, Set<String>>> actions = new LinkedHashMap<>();
        Map<List<Object>, Grant> first = new LinkedHashMap<>();
        for (Grant grant : grants) {
            List<Object> whom = List.of(grant.statement().number(), grant.principal(), grant.bound());
            first.merge(whom, grant, (one, other) -> WorstActions.rank(other) < WorstActions.rank(one) ? other : one);
            Map<AccessLevel, Set<String>> all = actions.computeIfAbsent(whom, key -> new TreeMap<>());
            grant.actions()
                    .forEach((level, names) -> all.computeIfAbsent(level, key -> new LinkedHashSet<>())
                            .addAll(names));
        }
        Map<List<Object>, StatementGrants> groups = new LinkedHashMap<>();
        first.forEach((whom, grant) -> {
            Map<AccessLevel, Set<String>> given = actions.getOrDefault(whom, Map.of());
            StatementGrants group = groups.computeIfAbsent(
                    List.of(grant.statement().number(), given),
                    key -> new StatementGrants(
                            grant.statement(),
                            new LinkedHashSet<>(),
                            new LinkedHashSet<>(),
                            given,
                            WorstActions.example(grant)));
            group.principals().add(grant.principal());
            group.reached().add(words(grant.bound()));
        });
        return List.copyOf(groups.values());
    }

    private static String named(StatementGrants group) {
        boolean byService = group.example().bound() instanceof GrantScope.AnyService;
        String condition = group.statement().conditions().isEmpty()
                ? "without condition" + (byService ? ": none on aws:SourceAccount or aws:SourceArn" : "")
                : (group.example().isPublic() ? "where no condition restricts the caller: " : "under the condition ")
                        + conditions(group.statement());
        return group.statement().name() + " allows principal " + String.join(", ", group.principals()) + " "
                + condition;
    }

    /** Who a grant reaches, without any text of the policy but an account's id. */
    public static String ownWords(GrantScope bound) {
        if (bound instanceof GrantScope.Account account) {
            return "account " + account.accountId();
        }
        if (bound instanceof GrantScope.Organization) {
            return "every account of an organization";
        }
        return bound instanceof GrantScope.Network
                ? "every AWS account from some network"
                : "a principal whose account the policy does not name";
    }

    /** Who a grant reaches, as the policy names them. */
    public static String words(GrantScope bound) {
        if (bound instanceof GrantScope.Account account) {
            return "account " + account.accountId()
                    + (account.organizations().isEmpty()
                            ? ""
                            : " as a member of organization " + sorted(account.organizations()));
        }
        if (bound instanceof GrantScope.Organization organization) {
            return "every account of organization " + sorted(organization.ids());
        }
        if (bound instanceof GrantScope.Network network) {
            return "every AWS account from the network " + sorted(network.networks());
        }
        if (bound instanceof GrantScope.Unknowable unknowable) {
            return unknowable.what() + ", of an account that the policy does not name";
        }
        if (bound instanceof GrantScope.AnyService) {
            return "the service on behalf of any account's resources";
        }
        return bound instanceof GrantScope.Anyone
                ? "every AWS account"
                : "every AWS account through an AWS service that acts for it";
    }

    private static String sorted(Set<String> values) {
        return String.join(", ", new TreeSet<>(values));
    }

    /** Actions that this auditor does not know; their name decides their access level. */
    private static String unknown(Policy policy, StatementGrants group) {
        return QuestionableAction.of(policy).stream()
                .filter(action -> action.fault() == ActionNames.Fault.UNKNOWN
                        && action.statement().number() == group.statement().number())
                .map(action -> action.written()
                        + action.nearest()
                                .map(real -> " (perhaps " + real + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }

    private static String conditions(Statement statement) {
        String who = Stream.concat(
                        Stream.of(statement.everyoneExcept() ? "everyone except" : ""),
                        statement.principals().stream().map(principal -> principal.written()))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
        String written = statement.conditions().stream().map(Condition::written).collect(Collectors.joining("; "));
        if (statement.effect() == Statement.Effect.ALLOW) {
            return written;
        }
        return who + (written.isEmpty() ? " without condition" : " under the condition " + written);
    }
}
