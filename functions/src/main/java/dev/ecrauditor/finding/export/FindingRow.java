package dev.ecrauditor.finding.export;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.CoveringWaiver;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One finding of a stored record, by the schema {@code docs/findings.schema.json}. Text from outside is passed on
 * unchanged.
 *
 * @param subject what it is about
 * @param key the rule
 * @param state its stored state
 * @param findingId its id
 * @param waiver the waiver that covers it, or a part of it, while it is open
 * @param evidence what was found, while an alert about it is unpublished; afterwards only its hash is stored
 */
public record FindingRow(
        Subject subject,
        FindingKey key,
        FindingState state,
        String findingId,
        Optional<CoveringWaiver> waiver,
        Optional<Evidence> evidence) {

    static final long SCHEMA = 1;

    /**
     * The findings of a record, in stored order.
     *
     * @param at when a waiver has to hold
     */
    public static List<FindingRow> of(SubjectRecord record, Instant at) {
        Instant incarnation = record.incarnation().orElse(Instant.EPOCH); // as CoverageTransition begins its ids
        List<FindingRow> rows = new ArrayList<>();
        record.findings()
                .forEach((key, state) -> rows.add(new FindingRow(
                        record.subject(),
                        key,
                        state,
                        key.findingId(record, incarnation),
                        state.waiver().filter(waiver -> state.open() && waiver.isValid(at)),
                        evidence(record, key, state))));
        return rows;
    }

    /** An entry about an earlier state does not describe this one. */
    private static Optional<Evidence> evidence(SubjectRecord record, FindingKey key, FindingState state) {
        return record.outbox().stream()
                .filter(entry -> entry instanceof AlertFacts)
                .map(AlertFacts.class::cast)
                .filter(facts -> facts.finding().equals(key) && facts.id().endsWith("#" + state.number()))
                .map(AlertFacts::evidence)
                .findFirst();
    }

    public FindingStatus status() {
        if (!state.open()) {
            return FindingStatus.RESOLVED;
        }
        if (state.isWaived()) {
            return waiver.isPresent() ? FindingStatus.WAIVED : FindingStatus.OPEN;
        }
        return state.isAccepted() ? FindingStatus.ACCEPTED : FindingStatus.OPEN;
    }

    /** The id of the alert about the latest transition. */
    public String alertId() {
        return findingId + "#" + state.number();
    }

    /** The repository; empty for the coverage of an account. */
    public Optional<RepositoryArn> repository() {
        return subject instanceof Subject.Repository of ? Optional.of(of.repository()) : Optional.empty();
    }

    /**
     * The documented line.
     *
     * @param owner who is responsible for the account; empty where nobody is named
     */
    public Json.Obj json(Optional<String> owner) {
        return new JsonObject()
                .put("schema", SCHEMA)
                .put("findingId", findingId)
                .put("alertId", alertId())
                .put("rule", key.ruleId())
                .put("kind", key.kind().name())
                .put("status", status().name())
                .put("severity", state.severity().name())
                .put("flapping", state.flapHistory().flapping())
                .put("account", subject.account())
                .put("region", subject.region())
                .put("resource", subject.kind().name())
                .put("repository", repository().map(RepositoryArn::name))
                .put("repositoryArn", repository())
                .put("owner", owner)
                .put("openedAt", state.openedAt().toString())
                .put("lastEvaluatedAt", state.lastEvaluated().toString())
                .put(
                        "resolvedBy",
                        state.open() ? Optional.empty() : state.flapHistory().resolvedBy())
                .put("waived", waiver.map(FindingRow::json))
                .put(
                        "acceptedUntil",
                        status() == FindingStatus.ACCEPTED
                                ? state.acceptance().map(by -> by.until().toString())
                                : Optional.<String>empty())
                .put("evidence", evidence.map(FindingRow::json))
                .put("evidenceHash", Optional.of(state.evidenceHash()).filter(hash -> !hash.isEmpty()))
                .build();
    }

    private static Json json(CoveringWaiver waiver) {
        return new JsonObject()
                .put("owner", waiver.owner())
                .put("reason", waiver.reason())
                .put("expires", waiver.until().toString())
                .build();
    }

    private static Json json(Evidence evidence) {
        JsonObject facts = new JsonObject();
        evidence.facts().forEach(facts::put);
        return new JsonObject()
                .put("summary", evidence.summary())
                .put("facts", facts.build())
                .build();
    }
}
