package dev.ecrauditor.cli.report;

import dev.ecrauditor.cli.report.html.HtmlWriter;
import dev.ecrauditor.report.ReportRun;
import dev.ecrauditor.report.ReportWriter;
import dev.ecrauditor.report.asff.AsffWriter;
import dev.ecrauditor.report.csv.CsvWriter;
import dev.ecrauditor.report.sarif.SarifWriter;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * Where a command reports to.
 *
 * @param form what is printed
 * @param out takes the report
 * @param err takes what the form has no place for
 * @param run the command
 */
public record ReportOutput(ReportForm form, PrintWriter out, PrintWriter err, ReportRun run) {

    /** What prints results in this form; empty for text and JSON, which each command prints in its own way. */
    public Optional<ReportWriter> writer() {
        return switch (form) {
            case TEXT, JSON -> Optional.empty();
            case CSV -> Optional.of(new CsvWriter(out));
            case SARIF -> Optional.of(new SarifWriter(out, run));
            case ASFF -> Optional.of(new AsffWriter(out, run.at()));
            case HTML -> Optional.of(new HtmlWriter(out, run));
        };
    }

    public boolean isText() {
        return form == ReportForm.TEXT;
    }

    public boolean isJson() {
        return form == ReportForm.JSON;
    }
}
