package dev.ecrauditor.alert.text;

import dev.ecrauditor.policy.action.AccessLevel;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The facts of a finding as people read them: the actions of one statement that are many become one line. */
public final class EvidenceForPeople {

    private static final List<String> LEVELS = Stream.of(AccessLevel.values())
            .map(level -> " " + level.name().toLowerCase(Locale.ROOT))
            .toList();

    private EvidenceForPeople() {}

    /** The facts in their order; the text is still that from outside. */
    public static Map<String, String> facts(Evidence evidence) {
        Map<String, List<String>> actions = new LinkedHashMap<>();
        evidence.facts()
                .forEach((name, value) -> ofLevel(name)
                        .ifPresent(statement -> actions.computeIfAbsent(statement, key -> new ArrayList<>())
                                .addAll(List.of(value.split(", ", -1)))));
        Map<String, String> facts = new LinkedHashMap<>();
        evidence.facts().forEach((name, value) -> {
            List<String> all = ofLevel(name).map(actions::get).orElse(List.of());
            if (all.size() > ActionList.MOST) {
                facts.putIfAbsent(ofLevel(name).orElse(name) + " actions", ActionList.of(all));
            } else {
                facts.put(name, ActionList.shortened(value));
            }
        });
        return facts;
    }

    /** The statement of a fact that lists its actions of one access level. */
    private static Optional<String> ofLevel(String name) {
        return name.startsWith("statement ")
                ? LEVELS.stream()
                        .filter(name::endsWith)
                        .map(level -> name.substring(0, name.length() - level.length()))
                        .findFirst()
                : Optional.empty();
    }
}
