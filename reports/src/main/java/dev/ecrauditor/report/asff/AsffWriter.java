package dev.ecrauditor.report.asff;

import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.report.ReportGap;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.ReportWriter;
import java.io.PrintWriter;
import java.time.Instant;

/** Prints an array of findings, one per line. What does not apply is left out; so is what could not be read. */
public final class AsffWriter implements ReportWriter {

    private final PrintWriter out;
    private final Instant at;
    private String separator = "\n";

    /**
     * @param at the time of the findings
     */
    public AsffWriter(PrintWriter out, Instant at) {
        this.out = out;
        this.at = at;
        out.print("[");
    }

    @Override
    public void add(ReportRow row) {
        if (row.kind() != ReportRow.Kind.NOT_APPLICABLE) {
            out.print(separator + JsonWriter.write(AsffFinding.of(row, at).json()));
            separator = ",\n";
        }
    }

    /** ASFF has no form for it; the command prints it on standard error. */
    @Override
    public void notRead(ReportGap gap) {
        // nothing to print
    }

    @Override
    public void finish(boolean isComplete) {
        out.print("\n]\n");
        out.flush();
    }
}
