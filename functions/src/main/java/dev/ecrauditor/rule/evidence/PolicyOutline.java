package dev.ecrauditor.rule.evidence;

import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A summary of a policy, short enough to be stored until the next evaluation and then compared: facts, never the text.
 *
 * @param statements one line for each statement, in order
 * @param access who outside the account can use the repository, each with the actions
 * @param whole false when it was too long to be stored; then a comparison would be wrong
 */
public record PolicyOutline(List<String> statements, Map<String, Set<String>> access, boolean whole) {

    /** More than this is not stored: it has to fit a record beside everything else. */
    public static final int MAX_CHARACTERS = 20_000;

    /** Of no policy. */
    public static final PolicyOutline NONE = new PolicyOutline(List.of(), Map.of(), true);

    public PolicyOutline {
        statements = List.copyOf(statements);
        Map<String, Set<String>> sorted = new TreeMap<>();
        access.forEach((who, actions) -> sorted.put(who, Collections.unmodifiableSet(new TreeSet<>(actions))));
        access = Collections.unmodifiableMap(sorted);
    }

    /** The outline of a repository's policy; empty when the policy could not be read or parsed. */
    public static Optional<PolicyOutline> of(RepositorySnapshot repository) {
        if (repository.policy() instanceof Reading.Absent) {
            return Optional.of(NONE);
        }
        if (repository.policy() instanceof Reading.Known<RepositoryPolicy> known
                && known.value().parsed() instanceof Policy policy) {
            return known.value()
                    .access(repository.arn().account())
                    .map(facts -> of(policy, facts).kept());
        }
        return Optional.empty();
    }

    private static PolicyOutline of(Policy policy, AccessFacts facts) {
        Map<String, Set<String>> access = new TreeMap<>();
        for (Grant grant : facts.grants()) {
            Set<String> actions = access.computeIfAbsent(GrantEvidence.words(grant.bound()), who -> new TreeSet<>());
            grant.actions().values().forEach(actions::addAll);
        }
        return new PolicyOutline(
                policy.statements().stream().map(PolicyOutline::line).toList(), access, true);
    }

    private PolicyOutline kept() {
        int characters = statements.stream().mapToInt(String::length).sum()
                + access.entrySet().stream()
                        .mapToInt(entry -> entry.getKey().length()
                                + entry.getValue().stream()
                                        .mapToInt(String::length)
                                        .sum())
                        .sum();
        return characters <= MAX_CHARACTERS ? this : new PolicyOutline(List.of(), Map.of(), false);
    }

    /** Without its number, which changes when another statement is put before it. */
    private static String line(Statement statement) {
        String principals =
                statement.principals().stream().map(Principal::written).collect(Collectors.joining(", "));
        String conditions =
                statement.conditions().stream().map(Condition::written).collect(Collectors.joining("; "));
        return statement.sid().map(sid -> "Sid \"" + sid + "\": ").orElse("")
                + (statement.effect() == Statement.Effect.ALLOW ? "allow " : "deny ")
                + (statement.everyoneExcept() ? "everyone except " : "")
                + (principals.isEmpty() ? "nobody" : principals)
                + (statement.actions().allExcept() ? " all actions but " : " ")
                + String.join(", ", statement.actions().patterns())
                + (conditions.isEmpty() ? "" : " if " + conditions);
    }
}
