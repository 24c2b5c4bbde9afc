package dev.ecrauditor.cli.findings;

import dev.ecrauditor.finding.export.FindingRow;
import dev.ecrauditor.finding.export.FindingStatus;
import dev.ecrauditor.rule.Severity;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The numbers at the end of the report. */
final class FindingCounts {

    private final Map<Severity, Integer> severities = new EnumMap<>(Severity.class);
    private final Map<FindingStatus, Integer> statuses = new EnumMap<>(FindingStatus.class);
    private final Set<String> accounts = new HashSet<>();
    private int records;
    private int findings;
    private int unreadable;

    void record() {
        records++;
    }

    void unreadable() {
        unreadable++;
    }

    void finding(FindingRow row) {
        findings++;
        severities.merge(row.state().severity(), 1, Integer::sum);
        statuses.merge(row.status(), 1, Integer::sum);
        accounts.add(row.subject().account());
    }

    boolean isTableEmpty() {
        return records == 0;
    }

    boolean hasFindings() {
        return findings > 0;
    }

    int notUnderstood() {
        return unreadable;
    }

    /** One line. */
    String summary() {
        String read = " (" + number(records, "record") + " read)";
        if (findings == 0) {
            return "No finding matches" + read;
        }
        String bySeverity = Stream.of(Severity.values())
                .sorted(Comparator.reverseOrder())
                .filter(severities::containsKey)
                .map(severity -> severities.get(severity) + " " + lower(severity))
                .collect(Collectors.joining(", "));
        String byStatus = statuses.entrySet().stream()
                .map(entry -> entry.getValue() + " " + lower(entry.getKey()))
                .collect(Collectors.joining(", "));
        return number(findings, "finding") + " in " + number(accounts.size(), "account") + ": " + bySeverity + "; "
                + byStatus + read;
    }

    private static String number(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
