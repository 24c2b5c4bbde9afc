package dev.ecrauditor.cli.remediation;

import dev.ecrauditor.cli.remediation.PlannedRemediation.Action;
import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Printable;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan as a table, writes first, and a summary line. */
final class PlanTable {

    private static final String HEADING = "REPOSITORY";

    private PlanTable() {}

    /**
     * @param shown the rows to print
     * @param all the rows to count
     */
    static void print(PrintWriter out, List<PlannedRemediation> shown, List<PlannedRemediation> all) {
        int width = shown.stream().mapToInt(planned -> place(planned).length()).reduce(HEADING.length(), Math::max);
        if (!shown.isEmpty()) {
            out.println(row("ACTION", HEADING, width, "WHY"));
        }
        shown.stream()
                .sorted(Comparator.comparing(PlannedRemediation::action)
                        .thenComparing(planned -> planned.repository().toString()))
                .forEach(planned -> out.println(Colours.ofAction(
                        planned.action(),
                        row(planned.action().name(), place(planned), width, Printable.of(planned.why())))));
        if (!shown.isEmpty()) {
            out.println();
        }
        out.println(summary(all));
    }

    private static String place(PlannedRemediation planned) {
        return planned.repository().region() + "/" + planned.repository().name();
    }

    private static String row(String action, String place, int width, String why) {
        return String.format(Locale.ROOT, "%-12s%-" + width + "s  %s", action, place, why);
    }

    private static String summary(List<PlannedRemediation> all) {
        return all.size()
                + (all.size() == 1 ? " repository: " : " repositories: ")
                + Arrays.stream(Action.values())
                        .map(action -> all.stream()
                                        .filter(planned -> planned.action() == action)
                                        .count()
                                + " " + action)
                        .collect(Collectors.joining(", "));
    }
}
