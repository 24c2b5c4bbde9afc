package dev.ecrauditor.finding.exposure;

import dev.ecrauditor.rule.evidence.PolicyOutline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The difference between two policies as facts: statements, and access of others. */
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
        put(facts, "statements taken away", less(before.statements(), now.statements()));
        put(facts, "access added", less(now.access(), before.access()));
        put(facts, "access taken away", less(before.access(), now.access()));
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

    private static List<String> less(Map<String, Set<String>> access, Map<String, Set<String>> other) {
        List<String> lines = new ArrayList<>();
        access.forEach((who, actions) -> {
            Set<String> left = new TreeSet<>(actions);
            left.removeAll(other.getOrDefault(who, Set.of()));
            if (!left.isEmpty()) {
                lines.add(who + ": " + String.join(", ", left));
            }
        });
        return lines;
    }
}
