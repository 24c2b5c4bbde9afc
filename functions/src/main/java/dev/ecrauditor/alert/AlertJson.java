package dev.ecrauditor.alert;

import dev.ecrauditor.alert.Alert.AlertedFinding;
import dev.ecrauditor.alert.text.OwnerText;
import dev.ecrauditor.event.Actor;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.evidence.CorrectedPolicyFix;
import dev.ecrauditor.rule.evidence.FixKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An alert for machines, by the schema {@code docs/alert.schema.json}. Text from outside is passed on unchanged. */
final class AlertJson {

    static final long SCHEMA = 1;

    private AlertJson() {}

    static String render(Alert alert) {
        List<Json> findings = alert.findings().stream()
                .map(finding -> finding(finding, alert.resource()))
                .toList();
        return JsonWriter.write(new JsonObject()
                .put("schema", SCHEMA)
                .put("status", alert.status().name())
                .put("severity", alert.severity().name())
                .put("reminderOf", reminderOf(alert.first()))
                .put("headline", Headline.of(alert))
                .put("resource", alert.resource().json())
                .put("owner", alert.owner().map(OwnerText::json))
                .put("findings", new Json.Arr(findings))
                .put("event", alert.event().map(AlertJson::event))
                .put(
                        "setBy",
                        alert.setBy()
                                .filter(call -> alert.event().equals(Optional.of(call)))
                                .map(call -> actor(call).build()))
                .put("waiver", alert.waiver())
                .put("evaluatedAt", alert.first().at().toString())
                .put("publishedAt", alert.publishedAt().toString())
                .put(
                        "detectionDelaySeconds",
                        alert.detectionDelay().map(Duration::toSeconds).map(Json::of))
                .build());
    }

    /** What it reminds of; empty for every other status. */
    static Optional<String> reminderOf(AlertFacts facts) {
        return facts.status() == AlertStatus.REMINDER
                ? Optional.of(facts.isOfOpenFinding() ? "OPEN_FINDING" : "WAIVER_END")
                : Optional.empty();
    }

    private static Json finding(AlertedFinding finding, Resource resource) {
        AlertFacts facts = finding.facts();
        List<String> fix = AlertPhrases.fix(finding, resource);
        List<Json> evidence = new ArrayList<>();
        facts.evidence()
                .facts()
                .forEach((name, value) -> evidence.add(
                        new JsonObject().put("name", name).put("value", value).build()));
        return new JsonObject()
                .put("alertId", facts.id())
                .put("findingId", facts.findingId())
                .put("ruleId", facts.finding().ruleId())
                .put("kind", facts.finding().kind().name())
                .put("title", finding.metadata().map(RuleMetadata::title))
                .put("why", finding.metadata().map(RuleMetadata::why))
                .put("severity", facts.severity().name())
                .put("cause", facts.cause())
                .put("openedAt", facts.openedAt().toString())
                .put("setBy", facts.setBy().map(AlertJson::setBy))
                .put("summary", facts.evidence().summary())
                .put("evidence", new Json.Arr(evidence))
                .put("fix", Json.of(fix))
                .put(
                        "fixKind",
                        fix.isEmpty()
                                ? Optional.<String>empty()
                                : Optional.of(FixKind.of(fix).name()))
                .put("correctedPolicy", CorrectedPolicyFix.policyIn(fix))
                .build();
    }

    private static Json event(EventSummary event) {
        return called(new JsonObject(), event)
                .put("caller", actor(event).build())
                .build();
    }

    private static Json setBy(EventSummary call) {
        return called(actor(call), call).build();
    }

    private static JsonObject called(JsonObject json, EventSummary event) {
        return json.put("eventId", event.id())
                .put("eventName", event.name())
                .put("eventTime", event.time().toString());
    }

    private static JsonObject actor(EventSummary event) {
        Actor.Origin origin = event.actor().origin();
        return new JsonObject()
                .put("principalArn", event.actor().arn())
                .put("roleName", event.actor().roleName())
                .put("sourceAddress", event.actor().sourceAddress())
                .put("tool", event.actor().tool().name())
                .put("sourceIdentity", origin.sourceIdentity())
                .put("identityCenterUser", origin.identityCenterUser())
                .put("inScopeOf", origin.inScopeOf())
                .put("invokedBy", origin.invokedBy());
    }
}
