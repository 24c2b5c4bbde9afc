package dev.ecrauditor.alert.text;

import dev.ecrauditor.policy.action.AccessLevel;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A finding's summary and facts as people read them: each fact once, times as in the rest of the alert, and the actions of
 * one statement that are many as one line. The JSON alert has every fact as it is.
 */
public final class EvidenceForPeople {

    private static final List<String> LEVELS = Stream.of(AccessLevel.values())
            .map(level -> " " + level.name().toLowerCase(Locale.ROOT))
            .toList();

    private static final Pattern TIME =
            Pattern.compile("\\b(\\d{4}-\\d{2}-\\d{2})T(\\d{2}:\\d{2}:\\d{2})(?:\\.\\d{1,9})?Z\\b");

    /** The facts of the statements have the actions. */
    private static final Set<String> CHANGES_OF_ACCESS = Set.of("access added", "access removed");

    private static final Pattern ACTIONS =
            Pattern.compile(": (?:ecr|kms):[A-Z][A-Za-z]{2,60}+(?:, (?:ecr|kms):[A-Z][A-Za-z]{2,60}+)*+");

    private static final Pattern FACT_OF_STATEMENT =
            Pattern.compile("^(statement [0-9]{1,9}+) \\(Sid \"[A-Za-z0-9]{0,100}+\"\\)( [a-z(].*)$");

    private static final Map<String, String> NAMES =
            Map.of("last evaluation without this", "last evaluation without this finding");

    private EvidenceForPeople() {}

    /** The summary; the text is still that from outside. */
    public static String summary(Evidence evidence) {
        return times(evidence.summary());
    }

    /** The same text with its times as in the rest of the alert. */
    public static String times(String text) {
        return TIME.matcher(text).replaceAll("$1 $2 UTC");
    }

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
            } else if (!isInSummary(name, value, evidence)) {
                facts.put(name(name), value(name, value));
            }
        });
        return facts;
    }

    private static boolean isInSummary(String name, String value, Evidence evidence) {
        return (name.equals("could not be evaluated") || name.endsWith(" for example"))
                && evidence.summary().contains(value);
    }

    /** The first fact of a statement has its Sid. */
    private static String name(String name) {
        return NAMES.getOrDefault(name, FACT_OF_STATEMENT.matcher(name).replaceFirst("$1$2"));
    }

    private static String value(String name, String value) {
        if (CHANGES_OF_ACCESS.contains(name)) {
            return ACTIONS.matcher(value).replaceAll("");
        }
        return isVerbatim(name) ? ActionList.shortened(value) : times(value);
    }

    /** The text of a policy and a command stay as they are written. */
    private static boolean isVerbatim(String name) {
        return name.startsWith("statement") || name.startsWith("undo");
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
