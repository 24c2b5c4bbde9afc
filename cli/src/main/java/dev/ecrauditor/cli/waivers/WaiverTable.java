package dev.ecrauditor.cli.waivers;

import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Waivers as a table, the first to end first. */
final class WaiverTable {

    private WaiverTable() {}

    /** @param hasCounts whether the findings were counted */
    static void print(PrintWriter out, List<WaiverRow> rows, boolean hasCounts) {
        if (rows.isEmpty()) {
            return;
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(headings(hasCounts));
        rows.forEach(row -> lines.add(cells(row, hasCounts)));
        int[] widths = new int[lines.get(0).size()];
        lines.forEach(cells -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], cells.get(i).length());
            }
        });
        out.println(line(lines.get(0), widths));
        for (int i = 0; i < rows.size(); i++) {
            out.println(Colours.ofAlert(Map.of("severity", severity(rows.get(i))), line(lines.get(i + 1), widths)));
        }
        out.println();
    }

    /** The colours of severities: what ended is the worst. */
    private static String severity(WaiverRow row) {
        return switch (row.status()) {
            case EXPIRED -> "HIGH";
            case EXPIRING -> "MEDIUM";
            case ACTIVE -> "LOW";
        };
    }

    private static List<String> headings(boolean hasCounts) {
        List<String> headings = new ArrayList<>(List.of("EXPIRES", "LEFT"));
        if (hasCounts) {
            headings.add("FINDINGS");
        }
        headings.addAll(List.of("RULES", "ACCOUNTS", "REPOSITORIES", "COVERS", "OWNER", "REASON"));
        return headings;
    }

    private static List<String> cells(WaiverRow row, boolean hasCounts) {
        List<String> cells = new ArrayList<>(List.of(row.waiver().expires().toString(), row.left()));
        if (hasCounts) {
            cells.add(row.findings().map(String::valueOf).orElse("-"));
        }
        cells.addAll(List.of(
                String.join(", ", row.waiver().rules()),
                String.join(", ", row.waiver().scope().accounts()),
                String.join(", ", row.waiver().scope().repositories()),
                row.covers(),
                row.waiver().owner(),
                row.waiver().reason()));
        return cells.stream().map(Printable::of).toList();
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size() - 1; i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
        }
        return line.append(cells.get(cells.size() - 1)).toString();
    }
}
