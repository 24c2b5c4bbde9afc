package dev.ecrauditor.cli.audit;

import dev.ecrauditor.settings.Waiver;
import java.time.Instant;
import java.util.List;

/** What the audit of one account found. */
record AccountRows(List<VerdictRow> verdicts, List<CoverageRow> coverage) {

    AccountRows {
        verdicts = List.copyOf(verdicts);
        coverage = List.copyOf(coverage);
    }

    /** The same rows under waivers that hold now. */
    AccountRows waivedBy(List<Waiver> waivers, Instant now) {
        return new AccountRows(
                verdicts.stream().map(row -> row.waivedBy(waivers, now)).toList(), coverage);
    }
}
