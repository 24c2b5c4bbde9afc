package dev.ecrauditor.handler;

import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes log lines from which CloudWatch derives metrics. Each line carries its own numbers, so the metrics are exactly
 * the sum of the lines.
 *
 * <p>Source: "Specification: Embedded metric format", Amazon CloudWatch User Guide.
 */
final class Metrics {

    private static final String DEFAULT_NAMESPACE = "EcrAuditor";

    /** Outside Lambda. */
    static final Metrics DEFAULT = new Metrics(DEFAULT_NAMESPACE);

    static final String EVENTS = "events";
    static final String REMEDIATION_REQUESTS = "remediationRequests";

    /** Never a dimension: an account or a repository as dimension would be one paid metric each. */
    static final Map<String, String> FIGURES = Map.ofEntries(
            Map.entry("evaluationDelaySeconds", "Seconds"),
            Map.entry("detectionDelaySeconds", "Seconds"),
            Map.entry("outboxAgeSeconds", "Seconds"),
            Map.entry("recordsUnreadable", "Count"),
            Map.entry("repositoriesFailed", "Count"),
            Map.entry("subscribersMissing", "Count"),
            Map.entry("criticalFindings", "Count"),
            Map.entry("highFindings", "Count"),
            Map.entry("mediumFindings", "Count"),
            Map.entry("lowFindings", "Count"),
            Map.entry("findingsResolved", "Count"),
            Map.entry("coverageGaps", "Count"),
            Map.entry("coverageGapsResolved", "Count"));

    private final String namespace;

    private Metrics(String namespace) {
        this.namespace = namespace;
    }

    /** Two deployments in one Region have a namespace each, else an alarm of one would fire because of the other. */
    static Metrics of(Environment environment) {
        return new Metrics(environment.optional("METRICS_NAMESPACE").orElse(DEFAULT_NAMESPACE));
    }

    /** Counts every line as one event by its outcome, and by its reason where that is an enumerated value. */
    EventLog countingEvents(EventLog log, Clock clock) {
        return counting(EVENTS, log, clock);
    }

    /** Counts every line as one request for remediation by its outcome. */
    EventLog countingRemediationRequests(EventLog log, Clock clock) {
        return counting(REMEDIATION_REQUESTS, log, clock);
    }

    private EventLog counting(String metric, EventLog log, Clock clock) {
        return line -> {
            JsonObject counted =
                    copy(line).put("outcomeWithReason", outcome(line)).put(metric, 1);
            log.write(embedded(counted, clock, List.of("outcomeWithReason"), Map.of(metric, "Count")));
        };
    }

    /**
     * Adds metrics to the lines of the drain and the sweep that contain one of their figures; others stay unchanged.
     */
    EventLog measuring(EventLog log, Clock clock) {
        return line -> {
            Map<String, String> units = new LinkedHashMap<>();
            FIGURES.forEach((name, unit) -> {
                if (line.whole(name).isPresent()) {
                    units.put(name, unit);
                }
            });
            log.write(units.isEmpty() ? line : embedded(copy(line), clock, List.of(), units));
        };
    }

    /** The value of the dimension; for failures the fault's type, because their reason is free text. */
    private static String outcome(Json.Obj line) {
        String outcome = line.text("outcome").orElse("UNKNOWN");
        return line.text(outcome.equals("FAILED") ? "fault" : "reason")
                .map(why -> outcome + ":" + why)
                .orElse(outcome);
    }

    private static JsonObject copy(Json.Obj line) {
        JsonObject copy = new JsonObject();
        line.members().forEach(copy::put);
        return copy;
    }

    private Json.Obj embedded(JsonObject line, Clock clock, List<String> dimensions, Map<String, String> units) {
        List<Json> metrics = new ArrayList<>();
        units.forEach((name, unit) ->
                metrics.add(new JsonObject().put("Name", name).put("Unit", unit).build()));
        Json directive = new JsonObject()
                .put("Namespace", namespace)
                .put("Dimensions", new Json.Arr(List.of(Json.of(dimensions))))
                .put("Metrics", new Json.Arr(metrics))
                .build();
        Json metadata = new JsonObject()
                .put("Timestamp", clock.millis())
                .put("CloudWatchMetrics", new Json.Arr(List.of(directive)))
                .build();
        return line.put("_aws", metadata).build();
    }
}
