package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.CoveringWaiver;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FindingState.Acceptance;
import dev.ecrauditor.finding.record.FindingState.TransitionHistory;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.rule.Severity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stored form of a record, one for every store. Members that came later ({@code keyArn}, {@code evaluatedBy},
 * {@code flapHistory}, {@code policy}, {@code origin}, {@code generation}, {@code reverts}, {@code fix},
 * {@code acceptedUntil}, {@code waivedUntil} and related members, {@code toldAt}) may be missing; a version that does not know them loses only them. See
 * {@link StoredSchema}.
 */
public final class SubjectRecordJson {

    private SubjectRecordJson() {}

    public static Json.Obj write(SubjectRecord record) {
        JsonObject findings = new JsonObject();
        record.findings().forEach((key, state) -> findings.put(key.toString(), write(state)));
        JsonObject outbox = new JsonObject();
        record.outbox().forEach(entry -> outbox.put(entry.id(), OutboxEntryJson.write(entry)));
        return new JsonObject()
                .put("schema", StoredSchema.CURRENT)
                .put("subject", record.subject().toString())
                .put("version", record.version())
                .put("incarnation", record.incarnation())
                .put("findings", findings.build())
                .put("outbox", outbox.build())
                .put("remediation", RemediationStateJson.write(record.remediation()))
                .put("lastEvaluated", record.lastEvaluated())
                .put("outboxSince", record.outboxSince())
                .put("deletedAt", record.deletedAt())
                .put("keyArn", record.keyArn())
                .put("evaluatedBy", record.evaluatedBy())
                .put("policy", PolicyHistoryJson.write(record.policy()))
                .put("origin", Optional.of(record.origin()).filter(origin -> origin != Origin.UNKNOWN))
                .put("generation", Optional.of(record.generation()).filter(name -> !name.isEmpty()))
                .build();
    }

    /**
     * Reads a stored form.
     *
     * @throws IllegalStateException when the form is newer than this version, or damaged
     */
    public static SubjectRecord read(Json stored) {
        String name = "the stored record of " + stored.text("subject").orElse("an unnamed subject");
        StoredSchema.requireReadable(name, stored.whole("schema").orElse(0L));
        try {
            return understood(stored);
        } catch (IllegalStateException | IllegalArgumentException | DateTimeException | ArithmeticException damage) {
            throw new IllegalStateException(name + " is damaged: " + damage.getMessage(), damage);
        }
    }

    private static SubjectRecord understood(Json stored) {
        Subject subject = stored.text("subject").flatMap(Subject::parse).orElseThrow(() -> damaged("subject"));
        Map<FindingKey, FindingState> findings = new LinkedHashMap<>();
        stored.members("findings").forEach((key, state) -> findings.put(FindingKey.parse(key), state(state)));
        List<OutboxEntry> outbox = new ArrayList<>();
        stored.members("outbox").forEach((id, entry) -> outbox.add(OutboxEntryJson.read(id, subject, entry)));
        return SubjectRecord.notEvaluated(subject, stored.text("generation").orElse("")).toBuilder()
                .version(stored.whole("version").orElseThrow(() -> damaged("version")))
                .incarnation(time(stored, "incarnation"))
                .findings(findings)
                .outbox(outbox)
                .remediation(RemediationStateJson.read(stored.at("remediation")))
                .lastEvaluated(time(stored, "lastEvaluated"))
                .outboxSince(time(stored, "outboxSince"))
                .deletedAt(time(stored, "deletedAt"))
                .keyArn(stored.text("keyArn"))
                .evaluatedBy(stored.text("evaluatedBy"))
                .policy(PolicyHistoryJson.read(stored.at("policy")))
                .origin(stored.text("origin")
                        .flatMap(origin -> constant(Origin.values(), origin))
                        .orElse(Origin.UNKNOWN))
                .build();
    }

    private static Json write(FindingState state) {
        return new JsonObject()
                .put("open", state.open())
                .put("number", state.number())
                .put("openedAt", state.openedAt().toString())
                .put("lastSeen", state.lastEvaluated().toString())
                .put("severity", state.severity().name())
                .put("evidenceHash", state.evidenceHash())
                .put("flapHistory", Json.of(times(state.flapHistory().recent())))
                .put("flapping", state.flapHistory().flapping())
                .put("resolvedBy", state.flapHistory().resolvedBy())
                .put(
                        "pending",
                        new Json.Arr(state.pending().stream()
                                .map(PendingAttributionJson::write)
                                .toList()))
                .put("toldAt", state.history().toldAt())
                .put("acceptedUntil", state.acceptance().map(by -> by.until().toString()))
                .put("alertedBefore", state.acceptance().map(by -> Json.of(by.alerted())))
                .put("waivedBy", state.waiver().map(CoveringWaiver::owner))
                .put("waivedReason", state.waiver().map(CoveringWaiver::reason))
                .put("waivedUntil", state.waiver().map(by -> by.until().toString()))
                .put("waiverEndAnnounced", state.waiver().map(by -> Json.of(by.announced())))
                .build();
    }

    private static FindingState state(Json stored) {
        return new FindingState(
                stored.bool("open").orElseThrow(() -> damaged("open")),
                requiredTime(stored, "openedAt"),
                requiredTime(stored, "lastSeen"),
                Severity.valueOf(stored.text("severity").orElseThrow(() -> damaged("severity"))),
                stored.text("evidenceHash").orElse(""),
                history(stored),
                stored.text("acceptedUntil")
                        .map(until -> new Acceptance(
                                LocalDate.parse(until),
                                stored.bool("alertedBefore").orElse(true))),
                stored.text("waivedUntil").map(until -> waiver(stored, LocalDate.parse(until))));
    }

    private static CoveringWaiver waiver(Json stored, LocalDate until) {
        return new CoveringWaiver(
                stored.text("waivedBy").orElse(""),
                stored.text("waivedReason").orElse(""),
                until,
                stored.bool("waiverEndAnnounced").orElse(false));
    }

    private static TransitionHistory history(Json stored) {
        FlapHistory flaps = new FlapHistory(
                times(stored, "flapHistory"),
                stored.bool("flapping").orElse(false),
                stored.text("resolvedBy").map(Cause::valueOf));
        return new TransitionHistory(
                Math.toIntExact(stored.whole("number").orElseThrow(() -> damaged("number"))),
                flaps,
                stored.items("pending").stream()
                        .flatMap(pending -> PendingAttributionJson.read(pending).stream())
                        .toList(),
                time(stored, "toldAt"));
    }

    /** A constant of an enumeration; empty for one of a later version, where a record can do without it. */
    static <E extends Enum<E>> Optional<E> constant(E[] constants, String name) {
        return Stream.of(constants)
                .filter(constant -> constant.name().equals(name))
                .findFirst();
    }

    static List<String> times(List<Instant> times) {
        return times.stream().map(Instant::toString).toList();
    }

    static List<Instant> times(Json stored, String name) {
        return stored.items(name).stream()
                .map(item -> Instant.parse(item.text().orElseThrow(() -> damaged(name))))
                .toList();
    }

    public static Optional<Instant> time(Json stored, String name) {
        return stored.text(name).map(Instant::parse);
    }

    static Instant requiredTime(Json stored, String name) {
        return time(stored, name).orElseThrow(() -> damaged(name));
    }

    public static IllegalStateException damaged(String name) {
        return new IllegalStateException("no readable " + name);
    }
}
