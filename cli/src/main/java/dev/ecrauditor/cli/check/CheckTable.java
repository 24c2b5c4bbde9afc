package dev.ecrauditor.cli.check;

import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Printable;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Verdicts as a table, worst first, and what to change. */
record CheckTable(List<CheckRow> rows) {

    private static final Comparator<CheckRow> WORST_FIRST = Comparator.comparing(CheckRow::isBad)
            .thenComparing(CheckRow::severity)
            .reversed()
            .thenComparing(CheckTable::place)
            .thenComparing(row -> row.rule().id());

    CheckTable(List<CheckRow> rows) {
        this.rows = rows.stream().sorted(WORST_FIRST).toList();
    }

    void print(PrintWriter out) {
        if (rows.isEmpty()) {
            return;
        }
        String format = "%-10s%-" + width("WHERE", CheckTable::place) + "s  %-"
                + width("RESOURCE", row -> row.resource().address()) + "s  %-"
                + width("RULE", row -> row.rule().id()) + "s  %s";
        out.println(String.format(format, "SEVERITY", "WHERE", "RESOURCE", "RULE", "WHAT"));
        rows.forEach(row -> out.println(painted(
                row,
                Printable.of(String.format(
                        format,
                        word(row),
                        place(row),
                        row.resource().address(),
                        row.rule().id(),
                        row.summary())))));
        out.println();
        printAdvice(out);
    }

    private void printAdvice(PrintWriter out) {
        Set<String> advice = new LinkedHashSet<>();
        rows.stream()
                .filter(row -> row.kind() == CheckRow.Kind.FAIL)
                .forEach(row ->
                        row.advice().ifPresent(text -> advice.add(row.rule().id() + ": " + text)));
        if (!advice.isEmpty()) {
            out.println("What to change");
            advice.forEach(line -> out.println("  " + Printable.of(line)));
            out.println();
        }
    }

    private static String painted(CheckRow row, String text) {
        return row.isBad() ? Colours.ofAlert(Map.of("severity", row.severity().name()), text) : text;
    }

    private static String place(CheckRow row) {
        return row.position().toString();
    }

    private static String word(CheckRow row) {
        return switch (row.kind()) {
            case FAIL -> row.severity().name();
            case UNKNOWN -> row.severity() + "?";
            case PASS -> "PASS";
            case NOT_APPLICABLE -> "N/A";
            case WAIVED -> "WAIVED";
        };
    }

    private int width(String heading, Function<CheckRow, String> column) {
        return Math.max(
                heading.length(),
                rows.stream().map(column).mapToInt(String::length).max().orElse(0));
    }
}
