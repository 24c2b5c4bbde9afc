package dev.ecrauditor.cli.report.html;

import dev.ecrauditor.report.ReportGap;
import dev.ecrauditor.report.ReportRun;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Everything that the templates show.
 *
 * @param run the command
 * @param counts by mark, how many results there are
 * @param resources how many repositories, registries and keys were evaluated
 * @param access who outside has access
 * @param sections the results by resource, from the worst
 * @param rules every rule with its counts
 * @param coverage what was not evaluated
 * @param text the style sheet and the script
 */
public record ReportPage(
        ReportRun run,
        Map<Mark, Integer> counts,
        int resources,
        AccessView access,
        SectionList sections,
        List<RuleCount> rules,
        Coverage coverage,
        PageText text) {

    /** The sections that are listed, and how many are not. */
    public record SectionList(List<Section> listed, int leftOut) {}

    /**
     * What was not evaluated.
     *
     * @param gaps the first of it
     * @param leftOut how many more there are
     * @param isComplete whether everything could be read and evaluated
     */
    public record Coverage(List<ReportGap> gaps, int leftOut, boolean isComplete) {}

    public String title() {
        return "ECR Auditor: " + run.command();
    }

    /** As in "2026-11-30 06:10 UTC". */
    public String time() {
        return run.at()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString()
                .replace("T", " ")
                .replace(":00Z", " UTC");
    }

    public Mark[] marks() {
        return Mark.values();
    }

    public int count(Mark mark) {
        return counts.getOrDefault(mark, 0);
    }

    /** Hostile text without what cannot be seen. */
    public String shown(String text) {
        return ShownText.of(text);
    }
}
