package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.action.AccessLevel;
import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.action.ActionSet;
import dev.ecrauditor.policy.document.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Actions of one statement that exactly the same denials cover: one example request stands for all of them.
 *
 * @param names the actions
 * @param byLevel the same by their access level
 * @param hasCallerCondition true when some denial of them depends on which identity of an account calls
 */
record ActionGroup(List<String> names, Map<AccessLevel, List<String>> byLevel, boolean hasCallerCondition) {

    static List<ActionGroup> of(ActionSet actions, ActionCatalogue catalogue, WitnessSearch search) {
        Map<BitSet, ActionGroup> groups = new LinkedHashMap<>();
        for (String action : catalogue.coveredBy(actions)) {
            List<Statement> denials = search.denies(action);
            BitSet numbers = new BitSet();
            denials.forEach(deny -> numbers.set(deny.number()));
            groups.computeIfAbsent(numbers, first -> deniedBy(denials, search)).add(action, catalogue.levelOf(action));
        }
        return List.copyOf(groups.values());
    }

    private static ActionGroup deniedBy(List<Statement> denials, WitnessSearch search) {
        return new ActionGroup(
                new ArrayList<>(), new TreeMap<>(), denials.stream().anyMatch(search::hasCallerCondition));
    }

    private void add(String action, AccessLevel level) {
        names.add(action);
        byLevel.computeIfAbsent(level, first -> new ArrayList<>()).add(action);
    }

    /** The action of the request. */
    String first() {
        return names.get(0);
    }
}
