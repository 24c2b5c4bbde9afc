package dev.ecrauditor.cli.findings;

import dev.ecrauditor.json.JsonWriter;
import java.io.PrintWriter;

/** One JSON object per line. */
record JsonReport(PrintWriter out) implements FindingReport {

    @Override
    public void add(OwnedFinding finding) {
        out.println(JsonWriter.write(finding.row().json(finding.owner())));
    }

    @Override
    public void finish() {
        out.flush();
    }
}
