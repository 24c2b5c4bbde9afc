package dev.ecrauditor.finding.store;

import static dev.ecrauditor.finding.store.SubjectRecordJson.damaged;
import static dev.ecrauditor.finding.store.SubjectRecordJson.requiredTime;
import static dev.ecrauditor.finding.store.SubjectRecordJson.time;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.rule.evidence.WaivableGrant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stored form of outbox entries; evidence is a list, because DynamoDB's maps keep no order. */
final class OutboxEntryJson {

    private OutboxEntryJson() {}

    static Json write(OutboxEntry entry) {
        JsonObject json = new JsonObject()
                .put("version", entry.position().version())
                .put("index", entry.position().index());
        if (entry instanceof RemediationRequest request) {
            return json.put("remediationAttempt", request.attempt())
                    .put("finding", request.finding().toString())
                    .put("incarnation", request.incarnation().toString())
                    .build();
        }
        AlertFacts facts = (AlertFacts) entry;
        List<Json> evidence = new ArrayList<>();
        facts.evidence()
                .facts()
                .forEach((name, value) -> evidence.add(
                        new JsonObject().put("name", name).put("value", value).build()));
        return json.put("finding", facts.finding().toString())
                .put("status", facts.status().name())
                .put("cause", facts.cause())
                .put("severity", facts.severity().name())
                .put("summary", facts.evidence().summary())
                .put("evidence", new Json.Arr(evidence))
                .put(
                        "fix",
                        Optional.of(facts.evidence().fix())
                                .filter(fix -> !fix.isEmpty())
                                .map(Json::of))
                .put(
                        "grants",
                        Optional.of(facts.evidence().grants())
                                .filter(grants -> !grants.isEmpty())
                                .map(OutboxEntryJson::write))
                .put("openedAt", facts.openedAt().toString())
                .put("at", facts.at().toString())
                .put("event", facts.event().map(OutboxEntryJson::write))
                .put("setBy", facts.setBy().map(OutboxEntryJson::write))
                .put("reason", facts.reason())
                .put("dueAt", facts.dueAt())
                .build();
    }

    static OutboxEntry read(String id, Subject subject, Json stored) {
        OutboxPosition order = new OutboxPosition(
                stored.whole("version").orElseThrow(() -> damaged("version")),
                Math.toIntExact(stored.whole("index").orElseThrow(() -> damaged("index"))));
        Optional<Long> attempt = stored.whole("remediationAttempt");
        if (attempt.isPresent()) {
            if (!(subject instanceof Subject.Repository repository)) {
                throw damaged("remediationAttempt");
            }
            return new RemediationRequest(
                    id,
                    order,
                    repository,
                    FindingKey.parse(text(stored, "finding")),
                    requiredTime(stored, "incarnation"),
                    Math.toIntExact(attempt.get()));
        }
        Map<String, String> evidence = new LinkedHashMap<>();
        stored.items("evidence").forEach(fact -> evidence.put(text(fact, "name"), text(fact, "value")));
        Optional<EventSummary> event = event(stored, "event");
        // Before setBy existed, a mark said that the event itself was certain.
        Optional<EventSummary> setBy = event(stored, "setBy")
                .or(() -> event.filter(marked -> stored.bool("actorIsCertain").orElse(false)));
        FindingKey finding = FindingKey.parse(text(stored, "finding"));
        return AlertFacts.of(id, finding, AlertStatus.valueOf(text(stored, "status")))
                .position(order)
                .cause(stored.text("cause").map(Cause::valueOf))
                .severity(Severity.valueOf(text(stored, "severity")))
                .evidence(new Evidence(text(stored, "summary"), evidence, fix(stored), grants(stored)))
                .openedAt(requiredTime(stored, "openedAt"))
                .at(requiredTime(stored, "at"))
                .event(event)
                .setBy(setBy)
                .reason(stored.text("reason").map(EvaluationReason::valueOf))
                .dueAt(time(stored, "dueAt"))
                .build();
    }

    private static List<String> fix(Json stored) {
        return texts(stored, "fix");
    }

    private static Json write(List<WaivableGrant> grants) {
        List<Json> written = new ArrayList<>();
        grants.forEach(grant -> written.add(new JsonObject()
                .put("principals", Json.of(grant.principals()))
                .put("actions", Json.of(grant.actions()))
                .build()));
        return new Json.Arr(written);
    }

    /** Those that earlier versions stored have none. */
    private static List<WaivableGrant> grants(Json stored) {
        return stored.items("grants").stream()
                .map(grant -> new WaivableGrant(texts(grant, "principals"), texts(grant, "actions")))
                .toList();
    }

    private static List<String> texts(Json stored, String name) {
        return stored.items(name).stream()
                .map(line -> line.text().orElseThrow(() -> damaged(name)))
                .toList();
    }

    private static Json write(EventSummary event) {
        return new JsonObject()
                .put("id", event.id())
                .put("name", event.name())
                .put("time", event.time().toString())
                .put("actor", event.actor().arn())
                .put("role", event.actor().roleName())
                .put("sourceAddress", event.actor().sourceAddress())
                .put("tool", event.actor().tool().name())
                .put("sourceIdentity", event.actor().origin().sourceIdentity())
                .put("identityCenterUser", event.actor().origin().identityCenterUser())
                .put("inScopeOf", event.actor().origin().inScopeOf())
                .put("invokedBy", event.actor().origin().invokedBy())
                .build();
    }

    private static Optional<EventSummary> event(Json stored, String name) {
        Json event = stored.at(name);
        return event.isAbsent() ? Optional.empty() : Optional.of(event(event));
    }

    private static EventSummary event(Json stored) {
        Actor actor = new Actor(
                stored.text("actor"),
                stored.text("role"),
                stored.text("sourceAddress"),
                SubjectRecordJson.constant(Actor.Tool.values(), text(stored, "tool"))
                        .orElse(Actor.Tool.UNKNOWN),
                new Actor.Origin(
                        stored.text("sourceIdentity"),
                        stored.text("identityCenterUser"),
                        stored.text("inScopeOf"),
                        stored.text("invokedBy")));
        return new EventSummary(text(stored, "id"), text(stored, "name"), requiredTime(stored, "time"), actor);
    }

    private static String text(Json stored, String name) {
        return stored.text(name).orElseThrow(() -> damaged(name));
    }
}
