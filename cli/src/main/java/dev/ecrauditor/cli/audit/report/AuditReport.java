package dev.ecrauditor.cli.audit.report;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.terminal.Output;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.settings.Waiver;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ExitCode;

/**
 * The report of an audit: JSON is printed at once, the table at the end. Decides the exit status. Several threads may
 * add to it.
 */
public final class AuditReport implements AuditResults {

    /** A finding is at or above {@code --fail-on}. */
    private static final int FINDINGS = 1;

    private final PrintWriter out;
    private final Output output;
    private final VerdictTable table;
    private final List<Waiver> waivers;
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

    private AuditReport(PrintWriter out, Output output, VerdictTable table, List<Waiver> waivers) {
        this.out = out;
        this.output = output;
        this.table = table;
        this.waivers = List.copyOf(waivers);
    }

    /**
     * The report about the caller's own account.
     *
     * @param waivers what they cover now is no finding
     */
    public static AuditReport ofOwnAccount(PrintWriter out, Output output, Rows rows, List<Waiver> waivers) {
        return new AuditReport(out, output, new VerdictTable(VerdictTable.Column.SUBJECT, rows), waivers);
    }

    /**
     * The report about many accounts.
     *
     * @param waivers what they cover now is no finding
     */
    public static AuditReport ofAccounts(PrintWriter out, Output output, Rows rows, List<Waiver> waivers) {
        return new AuditReport(out, output, new VerdictTable(VerdictTable.Column.ACCOUNT_AND_SUBJECT, rows), waivers);
    }

    @Override
    public void evaluated(Evaluated evaluated) {
        List<VerdictRow> rows = VerdictRow.of(evaluated, waivers, now);
        List<String> lines = output == Output.JSON
                ? rows.stream().map(row -> JsonWriter.write(row.json())).toList()
                : List.of();
        synchronized (this) {
            counts.addSubject(evaluated.subject().kind());
            rows.forEach(this::add);
            lines.forEach(out::println);
        }
    }

    private void add(VerdictRow row) {
        counts.add(row);
        hasUnknown |= row.kind() == VerdictRow.Kind.UNKNOWN;
        if (row.isBad()) {
            worst = Optional.of(
                    worst.filter(so -> so.compareTo(row.severity()) >= 0).orElse(row.severity()));
        }
        if (output == Output.TEXT) {
            table.add(row);
        }
    }

    @Override
    public synchronized void notRead(CoverageRow row) {
        coverage.add(row);
        if (output == Output.JSON) {
            out.println(JsonWriter.write(row.json()));
        }
    }

    /** The table of the caller's own account; an empty one would suggest a result where nothing could be read. */
    public synchronized void finish(boolean areAllRead) {
        if (output == Output.TEXT && (!counts.isEmpty() || areAllRead)) {
            table.print(out);
            counts.print(out);
            out.println(counts.summary());
        }
    }

    /** The tables of many accounts. */
    public synchronized void finish(int accounts) {
        if (output == Output.TEXT) {
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
        boolean isComplete = areAllRead && !hasUnknown && coverage.stream().noneMatch(CoverageRow::isGap);
        return isComplete ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
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
