package dev.ecrauditor.cli.audit;

import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Printable;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The verdicts that need attention, worst first, as a table. */
final class VerdictTable {

    private static final Comparator<VerdictRow> WORST_FIRST = Comparator.comparing(VerdictRow::severity)
            .reversed()
            .thenComparing(result -> result.repository().toString())
            .thenComparing(result -> result.metadata().id());

    private VerdictTable() {}

    /** What the second column shows of a repository. */
    enum Column {
        REPOSITORY,
        /** An account id has twelve digits, so two columns in one stay aligned. */
        ACCOUNT_AND_REPOSITORY;

        private String heading() {
            return this == REPOSITORY ? "REPOSITORY" : "ACCOUNT       REPOSITORY";
        }

        private String of(VerdictRow row) {
            String place = row.repository().region() + "/" + row.repository().name();
            return this == REPOSITORY ? place : row.repository().account() + "  " + place;
        }
    }

    static void print(PrintWriter out, List<VerdictRow> verdicts, Column column) {
        List<VerdictRow> bad =
                verdicts.stream().filter(VerdictRow::isBad).sorted(WORST_FIRST).toList();
        int place = width(bad.stream().map(column::of).toList(), column.heading());
        int rule = width(bad.stream().map(result -> result.metadata().id()).toList(), "RULE");
        if (!bad.isEmpty()) {
            out.println(row("SEVERITY", column.heading(), place, "RULE", rule, "WHAT"));
        }
        for (VerdictRow result : bad) {
            String line = row(
                    word(result),
                    column.of(result),
                    place,
                    result.metadata().id(),
                    rule,
                    Printable.of(result.summary()));
            out.println(Colours.ofAlert(Map.of("severity", result.severity().name()), line));
        }
        if (!bad.isEmpty()) {
            out.println();
        }
        help(out, bad);
    }

    /** The fix for each call that AWS denied, once for several rules that need the same fact. */
    private static void help(PrintWriter out, List<VerdictRow> bad) {
        List<String> lines = bad.stream()
                .filter(VerdictRow::isUnknown)
                .flatMap(result -> result.fix().stream())
                .distinct()
                .toList();
        if (!lines.isEmpty()) {
            out.println("How to fix what could not be evaluated");
            lines.forEach(line -> out.println("  " + Printable.of(line)));
            out.println();
        }
    }

    private static String word(VerdictRow result) {
        return result.name().equals("UNKNOWN")
                ? result.severity() + "?"
                : result.severity().name();
    }

    private static String row(String severity, String place, int placeWidth, String rule, int ruleWidth, String what) {
        return String.format("%-10s%-" + placeWidth + "s  %-" + ruleWidth + "s  %s", severity, place, rule, what);
    }

    private static int width(List<String> texts, String heading) {
        return texts.stream().mapToInt(String::length).max().orElse(0) < heading.length()
                ? heading.length()
                : texts.stream().mapToInt(String::length).max().orElse(0);
    }

    /** One line. */
    static String summary(List<VerdictRow> verdicts) {
        long repositories =
                verdicts.stream().map(VerdictRow::repository).distinct().count();
        return repositories + (repositories == 1 ? " repository: " : " repositories: ") + count(verdicts, "FAIL")
                + " failed, "
                + count(verdicts, "UNKNOWN") + " could not be evaluated, " + count(verdicts, "PASS") + " passed, "
                + count(verdicts, "NOT_APPLICABLE") + " not applicable" + waived(count(verdicts, "WAIVED"));
    }

    private static String waived(long count) {
        return count == 0 ? "" : ", " + count + " waived";
    }

    private static long count(List<VerdictRow> verdicts, String name) {
        return verdicts.stream().filter(result -> result.name().equals(name)).count();
    }
}
