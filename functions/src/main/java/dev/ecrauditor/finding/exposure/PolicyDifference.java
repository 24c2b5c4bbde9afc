package dev.ecrauditor.finding.exposure;

import dev.ecrauditor.exposure.path.Effect;
import dev.ecrauditor.exposure.path.EffectWords;
import dev.ecrauditor.rule.evidence.PolicyOutline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The difference between two policies as sentences: statements, and what others can do now or no longer. */
public final class PolicyDifference {

    private PolicyDifference() {}

    /** Empty when nothing changed that an outline shows. */
    public static Map<String, String> of(PolicyOutline before, PolicyOutline now) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (!before.whole() || !now.whole()) {
            if (!before.equals(now)) {
                facts.put("policy before", "too long to be kept: what changed is not known");
            }
            return facts;
        }
        if (before.equals(PolicyOutline.NONE) && !now.equals(before)) {
            facts.put("policy before", "there was none");
        } else {
            put(facts, "statements added", less(now.statements(), before.statements()));
        }
        put(facts, "statements removed", less(before.statements(), now.statements()));
        put(facts, "access added", sentences(now.access(), before.access(), Direction.ADDED));
        put(facts, "access removed", sentences(before.access(), now.access(), Direction.REMOVED));
        return facts;
    }

    private static void put(Map<String, String> facts, String name, List<String> lines) {
        if (!lines.isEmpty()) {
            facts.put(name, String.join("; ", lines));
        }
    }

    /** The first list without one occurrence of each element of the second. */
    private static List<String> less(List<String> lines, List<String> others) {
        List<String> left = new ArrayList<>(lines);
        others.forEach(left::remove);
        return left;
    }

    /** What the verb of a sentence says. */
    private enum Direction {
        ADDED("can now", "can use more actions"),
        REMOVED("can no longer", "can use fewer actions");

        private final String verb;
        private final String actionsOnly;

        Direction(String verb, String actionsOnly) {
            this.verb = verb;
            this.actionsOnly = actionsOnly;
        }
    }

    /** One sentence for each who has actions in the first that it does not have in the second, with these actions. */
    private static List<String> sentences(
            Map<String, Set<String>> access, Map<String, Set<String>> other, Direction direction) {
        List<String> lines = new ArrayList<>();
        access.forEach((who, actions) -> {
            Set<String> common = other.getOrDefault(who, Set.of());
            Set<String> left = new TreeSet<>(actions);
            left.removeAll(common);
            if (!left.isEmpty()) {
                Set<Effect> effects = new TreeSet<>(Effect.of(left));
                effects.removeAll(Effect.of(common));
                String what =
                        effects.isEmpty() ? direction.actionsOnly : direction.verb + " " + EffectWords.of(effects);
                lines.add(who + " " + what + ": " + String.join(", ", left));
            }
        });
        return lines;
    }
}
