package dev.ecrauditor.cli.findings;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.report.csv.CsvLine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Comma-separated values with a header. */
final class CsvReport implements FindingReport {

    private static final List<String> COLUMNS = List.of(
            "findingId",
            "alertId",
            "rule",
            "kind",
            "status",
            "severity",
            "flapping",
            "account",
            "region",
            "resource",
            "repository",
            "repositoryArn",
            "owner",
            "openedAt",
            "lastEvaluatedAt",
            "resolvedBy");

    private static final List<String> MORE_COLUMNS =
            List.of("waivedBy", "waivedUntil", "waivedReason", "acceptedUntil", "evidence", "evidenceHash");

    private final PrintWriter out;

    CsvReport(PrintWriter out) {
        this.out = out;
        List<String> header = new ArrayList<>(COLUMNS);
        header.addAll(MORE_COLUMNS);
        print(header);
    }

    @Override
    public void add(OwnedFinding finding) {
        Json line = finding.row().json(finding.owner());
        List<String> values = new ArrayList<>();
        COLUMNS.forEach(name -> values.add(value(line.at(name))));
        values.add(line.text("waived", "owner").orElse(""));
        values.add(line.text("waived", "expires").orElse(""));
        values.add(line.text("waived", "reason").orElse(""));
        values.add(line.text("acceptedUntil").orElse(""));
        values.add(line.text("evidence", "summary").orElse(""));
        values.add(line.text("evidenceHash").orElse(""));
        print(values);
    }

    @Override
    public void finish() {
        out.flush();
    }

    private static String value(Json member) {
        return member instanceof Json.Bool flag
                ? Boolean.toString(flag.value())
                : member.text().orElse("");
    }

    private void print(List<String> values) {
        out.print(CsvLine.of(values));
    }
}
