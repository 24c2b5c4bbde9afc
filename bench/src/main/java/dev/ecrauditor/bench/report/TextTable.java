package dev.ecrauditor.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results as a table of Markdown, which a terminal shows as well. */
public final class TextTable {

    private TextTable() {}

    public static String of(RunInfo run, Results results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("figure", "median", "quartiles", "range", "n", "unit", "goal"));
        for (Results.Measured measured : results.measured()) {
            Samples samples = measured.samples();
            rows.add(List.of(
                    measured.metric().title(),
                    number(samples.median()),
                    number(samples.lowerQuartile()) + " - " + number(samples.upperQuartile()),
                    number(samples.min()) + " - " + number(samples.max()),
                    Integer.toString(samples.values().size()),
                    measured.metric().unit(),
                    goal(measured)));
        }
        StringBuilder text = new StringBuilder();
        text.append("Java ")
                .append(run.java())
                .append(", ")
                .append(run.processors())
                .append(" x ")
                .append(run.processor())
                .append(", ")
                .append(run.at())
                .append("\n");
        run.busy()
                .forEach(
                        reason -> text.append("\nBUSY MACHINE: ").append(reason).append("\n"));
        text.append("\n");
        appendRows(text, rows);
        return text.toString();
    }

    private static String goal(Results.Measured measured) {
        return measured.metric()
                .goal()
                .map(goal -> goal + (measured.isMet().orElse(false) ? " met" : " NOT MET"))
                .orElse("");
    }

    private static void appendRows(StringBuilder text, List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns; column++) {
                String cell = rows.get(row).get(column);
                text.append("| ").append(cell).append(" ".repeat(widths[column] - cell.length() + 1));
            }
            text.append("|\n");
            if (row == 0) {
                for (int width : widths) {
                    text.append("|").append("-".repeat(width + 2));
                }
                text.append("|\n");
            }
        }
    }

    /** With three digits or more. */
    static String number(double value) {
        String format = value >= 100 || value == Math.rint(value) ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
