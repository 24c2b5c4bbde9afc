package dev.ecrauditor.cli.audit;

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

/** Collects the rows of an audit: JSON is printed at once, the table at the end. Decides the exit status. */
final class AuditReport {

    /** A finding is at or above {@code --fail-on}. */
    private static final int FINDINGS = 1;

    private final PrintWriter out;
    private final Output output;
    private final List<Waiver> waivers;
    private final List<VerdictRow> verdicts = new ArrayList<>();
    private final List<CoverageRow> coverage = new ArrayList<>();

    /** @param waivers what they cover now is no finding */
    AuditReport(PrintWriter out, Output output, List<Waiver> waivers) {
        this.out = out;
        this.output = output;
        this.waivers = List.copyOf(waivers);
    }

    void add(AccountRows found) {
        AccountRows rows = found.waivedBy(waivers, Instant.now());
        verdicts.addAll(rows.verdicts());
        coverage.addAll(rows.coverage());
        if (output == Output.JSON) {
            rows.verdicts().forEach(row -> out.println(JsonWriter.write(row.json())));
            rows.coverage().forEach(row -> out.println(JsonWriter.write(row.json())));
        }
    }

    /** The table of the caller's own account; an empty one would suggest a result where nothing could be read. */
    void finish(boolean areAllRead) {
        if (output == Output.TEXT && (!verdicts.isEmpty() || areAllRead)) {
            VerdictTable.print(out, verdicts, VerdictTable.Column.REPOSITORY);
            out.println(VerdictTable.summary(verdicts));
        }
    }

    /** The tables of many accounts. */
    void finish(int accounts) {
        if (output == Output.TEXT) {
            VerdictTable.print(out, verdicts, VerdictTable.Column.ACCOUNT_AND_REPOSITORY);
            CoverageTable.print(out, coverage);
            out.println(counts(accounts) + "; " + VerdictTable.summary(verdicts));
        }
    }

    int status(Optional<Severity> failOn, boolean areAllRead) {
        boolean fails = failOn.isPresent()
                && verdicts.stream()
                        .anyMatch(row -> row.isBad() && row.severity().compareTo(failOn.get()) >= 0);
        if (fails) {
            return FINDINGS;
        }
        boolean isComplete = areAllRead
                && verdicts.stream().noneMatch(VerdictRow::isUnknown)
                && coverage.stream().noneMatch(CoverageRow::isGap);
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
