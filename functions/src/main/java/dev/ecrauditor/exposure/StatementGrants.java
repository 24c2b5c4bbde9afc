package dev.ecrauditor.exposure;

import dev.ecrauditor.exposure.path.Effect;
import dev.ecrauditor.exposure.path.Example;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.rule.TrustedParties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What one statement grants to the same outsiders.
 *
 * @param statement its number
 * @param actions in order
 * @param grants the grants it consists of, each with an example request
 */
record StatementGrants(int statement, Outsider outsider, List<String> actions, List<Grant> grants) {

    StatementGrants {
        actions = List.copyOf(actions);
        grants = List.copyOf(grants);
    }

    private record Whom(int statement, Outsider outsider) {}

    /**
     * Joins the grants to the same outsiders.
     *
     * @param actions only these actions
     */
    static List<StatementGrants> of(List<Grant> grants, TrustedParties trusted, Predicate<String> actions) {
        Map<Whom, List<Grant>> together = new LinkedHashMap<>();
        for (Grant grant : grants) {
            if (actionsOf(grant).stream().anyMatch(actions)) {
                Whom whom = new Whom(grant.statement().number(), Outsider.of(grant, trusted));
                together.computeIfAbsent(whom, first -> new ArrayList<>()).add(grant);
            }
        }
        List<StatementGrants> granted = new ArrayList<>();
        together.forEach((whom, members) -> {
            TreeSet<String> names = new TreeSet<>();
            members.forEach(grant -> names.addAll(actionsOf(grant)));
            names.removeIf(actions.negate());
            granted.add(new StatementGrants(whom.statement(), whom.outsider(), List.copyOf(names), members));
        });
        return granted;
    }

    static List<String> actionsOf(Grant grant) {
        return grant.actions().values().stream().flatMap(Collection::stream).toList();
    }

    /** An example request for each set of actions that the same denials cover, the worst action first. */
    List<Example> examples(String arn) {
        Comparator<String> worstFirst =
                Comparator.<String, Effect>comparing(Effect::of).thenComparing(Comparator.naturalOrder());
        Map<String, Example> byAction = new TreeMap<>(worstFirst);
        for (Grant grant : grants) {
            actionsOf(grant).stream().filter(actions::contains).min(worstFirst).ifPresent(action -> {
                Example.Step step = new Example.Step(
                        grant.witness().principal(),
                        action,
                        arn,
                        grant.witness().context());
                byAction.putIfAbsent(action, Example.of(step));
            });
        }
        return List.copyOf(byAction.values());
    }
}
