package dev.ecrauditor.report.csv;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.report.Acceptance;
import dev.ecrauditor.report.ReportGap;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.ReportWriter;
import dev.ecrauditor.report.SourceLocation;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints results as comma-separated values with a header; what was not evaluated is a row without a rule. */
public final class CsvWriter implements ReportWriter {

    private static final List<String> COLUMNS = List.of(
            "verdict",
            "severity",
            "rule",
            "account",
            "region",
            "kind",
            "resource",
            "resourceCount",
            "summary",
            "facts",
            "remediation",
            "waivedBy",
            "waivedUntil",
            "waivedReason",
            "file",
            "line",
            "address",
            "id");

    private final PrintWriter out;

    public CsvWriter(PrintWriter out) {
        this.out = out;
        out.print(CsvLine.of(COLUMNS));
    }

    @Override
    public void add(ReportRow row) {
        Subject subject = row.subject();
        List<String> values = List.of(
                row.kind().name(),
                row.kind() == ReportRow.Kind.INFORMATION ? "" : row.severity().name(),
                row.rule().id(),
                subject.account(),
                subject.region(),
                subject.kind().name(),
                subject.toString(),
                Integer.toString(row.target().subjects().size()),
                row.sentence(),
                row.result().facts().entrySet().stream()
                        .map(fact -> fact.getKey() + ": " + fact.getValue())
                        .collect(Collectors.joining("\n")),
                String.join("\n", row.result().fix()),
                joined(row.acceptances().stream().map(Acceptance::owner)),
                joined(row.acceptances().stream().map(Acceptance::expires).map(Object::toString)),
                joined(row.acceptances().stream().map(Acceptance::reason)),
                row.source().map(SourceLocation::file).orElse(""),
                row.source().map(at -> Integer.toString(at.line())).orElse(""),
                row.source().map(SourceLocation::address).orElse(""),
                row.id());
        out.print(CsvLine.of(values));
    }

    private static String joined(Stream<String> texts) {
        return texts.collect(Collectors.joining("; "));
    }

    @Override
    public void notRead(ReportGap gap) {
        List<String> values = List.of(
                gap.kind().name(),
                "",
                "",
                gap.account(),
                gap.region().orElse(""),
                "COVERAGE",
                "",
                "",
                gap.summary(),
                "",
                String.join("\n", gap.fix()));
        out.print(CsvLine.of(Stream.concat(
                        values.stream(), Collections.nCopies(COLUMNS.size() - values.size(), "").stream())
                .toList()));
    }

    @Override
    public void finish(boolean isComplete) {
        out.flush();
    }
}
