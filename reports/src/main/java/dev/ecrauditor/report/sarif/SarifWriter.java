package dev.ecrauditor.report.sarif;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.report.ReportGap;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.ReportRule;
import dev.ecrauditor.report.ReportRun;
import dev.ecrauditor.report.ReportWriter;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints one SARIF log with one run: the rules first, then each result as it is found.
 *
 * <p>Source: Static Analysis Results Interchange Format (SARIF) Version 2.1.0, OASIS Standard.
 */
public final class SarifWriter implements ReportWriter {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
    private static final String INFORMATION = "https://github.com/ecr-auditor/ecr-auditor";

    /** More notifications than this help nobody; their number is told. */
    private static final int MOST_GAPS = 1_000;

    private final PrintWriter out;
    private final ReportRun run;
    private final Map<String, Integer> ruleIndexes = new LinkedHashMap<>();
    private final List<Json> notifications = new ArrayList<>();
    private int gapsLeftOut;
    private String separator = "\n";

    public SarifWriter(PrintWriter out, ReportRun run) {
        this.out = out;
        this.run = run;
        for (ReportRule rule : run.rules()) {
            ruleIndexes.put(rule.id(), ruleIndexes.size());
        }
        out.print(
                "{\"$schema\":\"" + SCHEMA + "\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":" + JsonWriter.write(tool())
                        + ",\"automationDetails\":{\"id\":\"ecr-auditor/" + run.command() + "/\"},\"results\":[");
    }

    private Json tool() {
        Json driver = new JsonObject()
                .put("name", "ECR Auditor")
                .put("semanticVersion", run.version())
                .put("informationUri", INFORMATION)
                .put(
                        "rules",
                        new Json.Arr(run.rules().stream().map(SarifRule::of).toList()))
                .build();
        return new JsonObject().put("driver", driver).build();
    }

    @Override
    public void add(ReportRow row) {
        if (SarifResult.isShown(row)) {
            int index = ruleIndexes.getOrDefault(row.rule().id(), -1);
            out.print(separator + JsonWriter.write(SarifResult.of(row, index)));
            separator = ",\n";
        }
    }

    @Override
    public void notRead(ReportGap gap) {
        if (notifications.size() >= MOST_GAPS) {
            gapsLeftOut++;
            return;
        }
        notifications.add(notification(gap.words(), gap.kind() == ReportGap.Kind.GAP ? "error" : "note"));
    }

    private static Json notification(String text, String level) {
        return new JsonObject()
                .put("level", level)
                .put(
                        "message",
                        new JsonObject().put("text", SarifText.message(text)).build())
                .build();
    }

    @Override
    public void finish(boolean isComplete) {
        if (gapsLeftOut > 0) {
            notifications.add(notification(gapsLeftOut + " more could not be read", "error"));
        }
        Json invocation = new JsonObject()
                .put("executionSuccessful", isComplete)
                .put("startTimeUtc", run.at().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("toolExecutionNotifications", new Json.Arr(notifications))
                .build();
        out.print("\n],\"invocations\":[" + JsonWriter.write(invocation) + "]}]}\n");
        out.flush();
    }
}
