package dev.ecrauditor.cli.check;

import dev.ecrauditor.cli.report.ReportForm;
import dev.ecrauditor.cli.terminal.UsageException;
import java.util.Locale;

/** The output formats of the command. */
enum CheckForm {
    TEXT(ReportForm.TEXT),
    JSON(ReportForm.JSON),
    CSV(ReportForm.CSV),
    SARIF(ReportForm.SARIF),
    HTML(ReportForm.HTML),
    /** For the comment of a pull request; with {@code --base} only. */
    MARKDOWN(ReportForm.TEXT),
    /** Not one of this command; it is told what to write instead. */
    ASFF(ReportForm.ASFF);

    private final ReportForm report;

    CheckForm(ReportForm report) {
        this.report = report;
    }

    /** The form of a report on everything that is declared. */
    ReportForm report() {
        return report;
    }

    /**
     * Refuses a form that there is not.
     *
     * @param isComparison whether the report compares with a revision
     * @throws UsageException if there is no such form
     */
    void check(boolean isComparison) {
        if (this == ASFF) {
            throw new UsageException("--output asff: it is about resources of an account; write sarif");
        }
        if (this == MARKDOWN && !isComparison) {
            throw new UsageException("--output markdown is a form of --base; write html");
        }
        if (isComparison && this != TEXT && this != JSON && this != MARKDOWN) {
            throw new UsageException("--output " + name().toLowerCase(Locale.ROOT)
                    + " has no place for a comparison; with --base write text, json or markdown");
        }
    }
}
