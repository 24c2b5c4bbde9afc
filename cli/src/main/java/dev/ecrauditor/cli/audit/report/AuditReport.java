package dev.ecrauditor.cli.audit.report;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.exposure.words.AccessLines;
import dev.ecrauditor.cli.report.ReportForm;
import dev.ecrauditor.cli.report.ReportOutput;
import dev.ecrauditor.cli.report.html.HtmlWriter;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.report.ReportGap;
import dev.ecrauditor.report.ReportWriter;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.settings.Waiver;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ExitCode;

/**
 * The report of an audit: rows are printed at once, the table and the page at the end. Decides the exit status. Several
 * threads may add to it.
 */
public final class AuditReport implements AuditResults {

    /** A finding is at or above {@code --fail-on}. */
    private static final int FINDINGS = 1;

    private final PrintWriter out;
    private final ReportOutput output;
    private final Optional<ReportWriter> writer;
    private final VerdictTable table;
    private final Terms terms;
    private final AccessCollector access = new AccessCollector();
    private final Instant now = Instant.now();
    private final VerdictCounts counts = new VerdictCounts();
    private final List<CoverageRow> coverage = new ArrayList<>();
    private Optional<Severity> worst = Optional.empty();
    private boolean hasUnknown;

    /** Which verdicts the table lists; the others are only counted. */
    public enum Rows {
        /** What needs attention. */
        BAD,
        ALL
    }

    /**
     * What the settings say.
     *
     * @param waivers what they cover now is no finding
     * @param trusted whose access is information
     */
    public record Terms(List<Waiver> waivers, TrustedParties trusted) {

        public Terms {
            waivers = List.copyOf(waivers);
        }
    }

    private AuditReport(ReportOutput output, VerdictTable table, Terms terms) {
        this.out = output.out();
        this.output = output;
        this.writer = output.writer();
        this.table = table;
        this.terms = terms;
    }

    /** The report about the caller's own account. */
    public static AuditReport ofOwnAccount(ReportOutput output, Rows rows, Terms terms) {
        return new AuditReport(output, new VerdictTable(VerdictTable.Column.SUBJECT, rows), terms);
    }

    /** The report about many accounts. */
    public static AuditReport ofAccounts(ReportOutput output, Rows rows, Terms terms) {
        return new AuditReport(output, new VerdictTable(VerdictTable.Column.ACCOUNT_AND_SUBJECT, rows), terms);
    }

    @Override
    public void evaluated(Evaluated evaluated) {
        List<VerdictRow> rows = VerdictRow.of(evaluated, terms.waivers(), now);
        List<String> lines = output.isJson()
                ? rows.stream().map(row -> JsonWriter.write(row.json())).toList()
                : List.of();
        synchronized (this) {
            counts.addSubject(evaluated.subject().kind());
            rows.forEach(this::add);
            lines.forEach(out::println);
            writer.ifPresent(form -> rows.forEach(row -> form.add(row.reportRow())));
            if (output.form() == ReportForm.HTML) {
                access.add(evaluated);
            }
        }
    }

    private void add(VerdictRow row) {
        counts.add(row);
        hasUnknown |= row.kind() == VerdictRow.Kind.UNKNOWN;
        if (row.isBad()) {
            worst = Optional.of(
                    worst.filter(so -> so.compareTo(row.severity()) >= 0).orElse(row.severity()));
        }
        if (output.isText()) {
            table.add(row);
        }
    }

    @Override
    public synchronized void notRead(CoverageRow row) {
        coverage.add(row);
        if (output.isJson()) {
            out.println(JsonWriter.write(row.json()));
        }
        noted(row);
        if (output.form() == ReportForm.ASFF && row.isGap()) {
            output.err().println("audit: " + row.reportGap().words());
        }
    }

    @Override
    public synchronized void noted(CoverageRow row) {
        ReportGap gap = row.reportGap();
        writer.ifPresent(form -> form.notRead(gap));
    }

    /** The table of the caller's own account; an empty one would suggest a result where nothing could be read. */
    public synchronized void finish(boolean areAllRead) {
        finishForm(areAllRead);
        if (output.isText() && (!counts.isEmpty() || areAllRead)) {
            table.print(out);
            counts.print(out);
            out.println(counts.summary());
        }
    }

    /** The tables of many accounts. */
    public synchronized void finish(int accounts) {
        finishForm(true);
        if (output.isText()) {
            table.print(out);
            CoverageTable.print(out, coverage);
            counts.print(out);
            out.println(counts(accounts) + "; " + counts.summary());
        }
    }

    /**
     * The exit status.
     *
     * @param failOn the severity from which on a finding matters
     * @param areAllRead whether everything could be read of which this report has no row
     */
    public synchronized int status(Optional<Severity> failOn, boolean areAllRead) {
        if (failOn.isPresent() && worst.isPresent() && worst.get().compareTo(failOn.get()) >= 0) {
            return FINDINGS;
        }
        return isComplete(areAllRead) ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
    }

    private boolean isComplete(boolean areAllRead) {
        return areAllRead && !hasUnknown && coverage.stream().noneMatch(CoverageRow::isGap);
    }

    private void finishForm(boolean areAllRead) {
        writer.ifPresent(form -> {
            if (form instanceof HtmlWriter page) {
                access.exposures(terms.trusted()).forEach(exposure -> page.addAccess(AccessLines.of(exposure)));
            }
            form.finish(isComplete(areAllRead));
        });
    }

    private String counts(int accounts) {
        long gaps = coverage.stream()
                .filter(CoverageRow::isGap)
                .map(row -> row.account().id())
                .distinct()
                .count();
        long notWatched = coverage.stream()
                .filter(row -> !row.isGap() && row.region().isEmpty())
                .count();
        return accounts + (accounts == 1 ? " account: " : " accounts: ") + gaps + " not or not completely read, "
                + notWatched + " not watched";
    }
}
