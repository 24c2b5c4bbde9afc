package dev.ecrauditor.cli.audit.report;

import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.rule.Severity;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Verdicts as a table, worst first. Of each row only what is printed is kept. */
final class VerdictTable {

    private static final String RULE = "RULE";

    private static final Comparator<Line> WORST_FIRST = Comparator.comparingInt(Line::rank)
            .reversed()
            .thenComparing(Line::place)
            .thenComparing(Line::rule);

    private final Column column;
    private final AuditReport.Rows rows;
    private final List<Line> lines = new ArrayList<>();
    private final Set<String> help = new LinkedHashSet<>();
    private String lastPlace = "";

    VerdictTable(Column column, AuditReport.Rows rows) {
        this.column = column;
        this.rows = rows;
    }

    /** What the second column shows of a repository, registry or key. */
    enum Column {
        SUBJECT,
        /** An account id has twelve digits, so two columns in one stay aligned. */
        ACCOUNT_AND_SUBJECT;

        private String heading() {
            return this == SUBJECT ? "SUBJECT" : "ACCOUNT       SUBJECT";
        }

        private String of(VerdictRow row) {
            String place = row.subject().region() + "/" + row.subject().name();
            return this == SUBJECT ? place : row.account() + "  " + place;
        }
    }

    /**
     * What is printed of a row.
     *
     * @param rank 0 for what needs no attention, else higher for what is worse
     */
    private record Line(int rank, String word, String severity, String place, String rule, String what) {}

    private static int rank(Severity severity) {
        return switch (severity) {
            case LOW -> 1;
            case MEDIUM -> 2;
            case HIGH -> 3;
            case CRITICAL -> 4;
        };
    }

    void add(VerdictRow row) {
        if (rows == AuditReport.Rows.BAD && !row.isBad()) {
            return;
        }
        String place = column.of(row);
        // One text for all rows about a repository.
        lastPlace = place.equals(lastPlace) ? lastPlace : place;
        lines.add(new Line(
                row.isBad() ? rank(row.severity()) : 0,
                word(row),
                row.isBad() ? row.severity().name() : "",
                lastPlace,
                row.metadata().id(),
                row.summary()));
        if (row.kind() == VerdictRow.Kind.UNKNOWN) {
            help.addAll(row.fix());
        }
    }

    void print(PrintWriter out) {
        if (!lines.isEmpty()) {
            lines.sort(WORST_FIRST);
            int place = width(column.heading(), lines.stream().map(Line::place).toList());
            int rule = width(RULE, lines.stream().map(Line::rule).toList());
            String format = "%-10s%-" + place + "s  %-" + rule + "s  %s";
            out.println(String.format(format, "SEVERITY", column.heading(), RULE, "WHAT"));
            lines.forEach(line -> out.println(painted(
                    line, String.format(format, line.word(), line.place(), line.rule(), Printable.of(line.what())))));
            out.println();
        }
        printHelp(out);
    }

    /** The fix for each call that AWS denied, once for several rules that need the same fact. */
    private void printHelp(PrintWriter out) {
        if (!help.isEmpty()) {
            out.println("How to fix what could not be evaluated");
            help.forEach(line -> out.println("  " + Printable.of(line)));
            out.println();
        }
    }

    private static String painted(Line line, String text) {
        return line.rank() == 0 ? text : Colours.ofAlert(Map.of("severity", line.severity()), text);
    }

    private static String word(VerdictRow row) {
        return switch (row.kind()) {
            case FAIL -> row.severity().name();
            case UNKNOWN -> row.severity() + "?";
            case PASS -> "PASS";
            case NOT_APPLICABLE -> "N/A";
            case WAIVED -> "WAIVED";
        };
    }

    private static int width(String heading, List<String> texts) {
        return Math.max(
                heading.length(), texts.stream().mapToInt(String::length).max().orElse(0));
    }
}
