package dev.ecrauditor.cli.audit;

import dev.ecrauditor.cli.audit.report.AuditResults;
import dev.ecrauditor.cli.audit.report.CoverageRow;
import dev.ecrauditor.cli.audit.report.Evaluated;
import dev.ecrauditor.cli.terminal.Progress;
import java.io.PrintWriter;

/** Prints what could not be read of the caller's own account as notes on standard error; hands on the verdicts. */
final class GapNotes implements AuditResults {

    private final AuditResults verdicts;
    private final Progress progress;
    private final PrintWriter err;
    private int printed;

    /**
     * @param progress may be shown on standard error at the same time
     */
    GapNotes(AuditResults verdicts, Progress progress, PrintWriter err) {
        this.verdicts = verdicts;
        this.progress = progress;
        this.err = err;
    }

    @Override
    public void evaluated(Evaluated evaluated) {
        verdicts.evaluated(evaluated);
    }

    @Override
    public void notRead(CoverageRow row) {
        printed++;
        verdicts.noted(row);
        progress.clear();
        err.println("audit: " + row.region().map(region -> region + ": ").orElse("") + row.summary());
        row.fix().forEach(line -> err.println("  " + line));
    }

    /** True if everything could be read. */
    boolean areNone() {
        return printed == 0;
    }
}
