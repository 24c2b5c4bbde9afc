package dev.ecrauditor.cli.audit.report;

import dev.ecrauditor.finding.record.Subject;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts verdicts by rule, and what they are about. */
final class VerdictCounts {

    private static final String ROW = "%7s %8s %7s %15s %7s";

    private final Map<String, Map<VerdictRow.Kind, Integer>> byRule = new LinkedHashMap<>();
    private final Map<Subject.Kind, Integer> subjects = new EnumMap<>(Subject.Kind.class);

    void addSubject(Subject.Kind kind) {
        subjects.merge(kind, 1, Integer::sum);
    }

    void add(VerdictRow row) {
        byRule.computeIfAbsent(row.metadata().id(), id -> new EnumMap<>(VerdictRow.Kind.class))
                .merge(row.kind(), 1, Integer::sum);
    }

    boolean isEmpty() {
        return subjects.isEmpty();
    }

    /** One line for each rule: how many passed, as the table does not list them. */
    void print(PrintWriter out) {
        if (byRule.isEmpty()) {
            return;
        }
        int width = byRule.keySet().stream().mapToInt(String::length).max().orElse(0);
        String rule = "%-" + width + "s ";
        out.println(String.format(rule + ROW, "RULE", "FAILED", "UNKNOWN", "PASSED", "NOT APPLICABLE", "WAIVED"));
        byRule.forEach((id, counts) -> out.println(String.format(
                rule + ROW,
                id,
                counts.getOrDefault(VerdictRow.Kind.FAIL, 0),
                counts.getOrDefault(VerdictRow.Kind.UNKNOWN, 0),
                counts.getOrDefault(VerdictRow.Kind.PASS, 0),
                counts.getOrDefault(VerdictRow.Kind.NOT_APPLICABLE, 0),
                counts.getOrDefault(VerdictRow.Kind.WAIVED, 0))));
        out.println();
    }

    /** One line about everything. */
    String summary() {
        return number(Subject.Kind.REPOSITORY, "repository", "repositories")
                + others(Subject.Kind.REGISTRY, "registry", "registries")
                + others(Subject.Kind.KEY, "key", "keys") + ": "
                + total(VerdictRow.Kind.FAIL) + " failed, "
                + total(VerdictRow.Kind.UNKNOWN) + " could not be evaluated, "
                + total(VerdictRow.Kind.PASS) + " passed, "
                + total(VerdictRow.Kind.NOT_APPLICABLE) + " not applicable" + waived();
    }

    private String waived() {
        int number = total(VerdictRow.Kind.WAIVED);
        return number == 0 ? "" : ", " + number + " waived";
    }

    private String others(Subject.Kind kind, String one, String many) {
        return subjects.containsKey(kind) ? ", " + number(kind, one, many) : "";
    }

    private String number(Subject.Kind kind, String one, String many) {
        int number = subjects.getOrDefault(kind, 0);
        return number + " " + (number == 1 ? one : many);
    }

    private int total(VerdictRow.Kind kind) {
        return byRule.values().stream()
                .mapToInt(counts -> counts.getOrDefault(kind, 0))
                .sum();
    }
}
