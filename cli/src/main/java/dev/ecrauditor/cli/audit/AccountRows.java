package dev.ecrauditor.cli.audit;

import java.util.List;

/** What the audit of one account found. */
record AccountRows(List<VerdictRow> verdicts, List<CoverageRow> coverage) {

    AccountRows {
        verdicts = List.copyOf(verdicts);
        coverage = List.copyOf(coverage);
    }
}
