package dev.ecrauditor.testing;

import dev.ecrauditor.json.Json;
import java.util.List;
import java.util.Optional;

/** The parts of an alert that the expectations of an event name. */
public record AlertSummary(
        Optional<String> status,
        Optional<String> severity,
        List<String> ruleIds,
        Optional<String> cause,
        Optional<String> actor) {

    /** As the subscribers got it. */
    public static AlertSummary published(Json alert) {
        boolean digest = alert.text("status").equals(Optional.of("DIGEST"));
        List<Json> findings = alert.items(digest ? "alerts" : "findings");
        return new AlertSummary(
                alert.text("status"),
                alert.text("severity"),
                findings.stream()
                        .flatMap(finding -> finding.text("ruleId").stream())
                        .toList(),
                findings.get(0).text("cause"),
                alert.text("setBy", "principalArn"));
    }

    /** As {@code expected.json} has it. */
    public static AlertSummary expected(Json alert) {
        return new AlertSummary(
                alert.text("status"),
                alert.text("severity"),
                alert.items("ruleIds").stream()
                        .flatMap(id -> id.text().stream())
                        .toList(),
                alert.text("cause"),
                alert.text("actor"));
    }
}
