package dev.ecrauditor.cli.audit.report;

import dev.ecrauditor.cli.terminal.Printable;
import java.io.PrintWriter;
import java.util.List;

/** The accounts that could not be read, each with the reason, what would help, and those that are not watched. */
final class CoverageTable {

    private static final String ROW = "%-12s  %-14s  %s";

    private CoverageTable() {}

    static void print(PrintWriter out, List<CoverageRow> rows) {
        List<CoverageRow> gaps = rows.stream().filter(CoverageRow::isGap).toList();
        print(out, "COULD NOT BE READ", gaps);
        List<String> fix =
                gaps.stream().flatMap(row -> row.fix().stream()).distinct().toList();
        if (!fix.isEmpty()) {
            out.println("How to fix what could not be read");
            fix.forEach(line -> out.println("  " + Printable.of(line)));
            out.println();
        }
        print(out, "NOT WATCHED", rows.stream().filter(row -> !row.isGap()).toList());
    }

    private static void print(PrintWriter out, String heading, List<CoverageRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        out.println(String.format(ROW, "ACCOUNT", "REGION", heading));
        rows.forEach(row -> out.println(String.format(
                ROW, row.account().id(), row.region().orElse("all"), Printable.of(name(row) + row.summary()))));
        out.println();
    }

    private static String name(CoverageRow row) {
        return row.account().name().isEmpty() ? "" : row.account().name() + ": ";
    }
}
