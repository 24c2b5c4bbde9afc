package dev.ecrauditor.finding.record;

import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The facts of one transition of one finding.
 *
 * @param id the alert's id: the finding's id, {@code #}, the number of the transition; of an attribution,
 *     {@code .attributed} follows
 * @param position its place in the outbox
 * @param finding which finding
 * @param status what happened to it
 * @param cause what resolved it; empty for every other status
 * @param severity its severity, now or before it was resolved
 * @param evidence the evidence
 * @param openedAt since when it has been open: the time of the call where that is certain, else of the evaluation that
 *     found it
 * @param at when it was found
 * @param event the event that started the evaluation; empty for a reevaluation
 * @param setBy the event whose call is known to have set exactly this
 * @param reason why it was found, where it is published in a digest only
 * @param dueAt until when it may wait for the event that names the actor; empty where it is due at once
 * @param attributes ids of the entries that this alert publishes as well; never stored
 */
public record AlertFacts(
        String id,
        OutboxPosition position,
        FindingKey finding,
        AlertStatus status,
        Optional<Cause> cause,
        Severity severity,
        Evidence evidence,
        Instant openedAt,
        Instant at,
        Optional<SeenEvent> event,
        Optional<SeenEvent> setBy,
        Optional<EvaluationReason> reason,
        Optional<Instant> dueAt,
        List<String> attributes)
        implements OutboxEntry {

    /** The suffix of an alert's id in the id of the entry that names its actor later. */
    public static final String ATTRIBUTED = ".attributed";

    public AlertFacts {
        attributes = List.copyOf(attributes);
    }

    /** Facts that are due at once, whose event is certain or is not. */
    public AlertFacts(
            String id,
            OutboxPosition order,
            FindingKey finding,
            AlertStatus status,
            Optional<Cause> cause,
            Severity severity,
            Evidence evidence,
            Instant openedAt,
            Instant at,
            Optional<SeenEvent> event,
            boolean actorIsCertain,
            Optional<EvaluationReason> reason) {
        this(
                id,
                order,
                finding,
                status,
                cause,
                severity,
                evidence,
                openedAt,
                at,
                event,
                event.filter(certain -> actorIsCertain),
                reason,
                Optional.empty(),
                List.of());
    }

    /** True when the call that set exactly this is known. */
    public boolean actorIsCertain() {
        return setBy.isPresent();
    }

    /** The ids of all entries that this alert tells. */
    public Set<String> entryIds() {
        Set<String> ids = new TreeSet<>(attributes);
        ids.add(id);
        return ids;
    }

    /** True when it may still wait for the event that names the actor. */
    public boolean isHeld(Instant now) {
        return dueAt.filter(now::isBefore).isPresent();
    }

    /** The same facts with at most so many characters of evidence; what is cut leaves a visible mark. */
    public AlertFacts withEvidenceOf(int maxCharacters) {
        return withEvidence(evidence.capped(maxCharacters));
    }

    /** The same alert with the actor of this later entry, which it replaces; it waits no longer. */
    public AlertFacts attributedBy(AlertFacts attribution) {
        return new AlertFacts(
                id,
                position,
                finding,
                status,
                cause,
                severity,
                evidence,
                attribution.openedAt(),
                at,
                event,
                attribution.setBy(),
                reason,
                Optional.empty(),
                List.of(attribution.id()));
    }

    public AlertFacts withEvidence(Evidence other) {
        return copy(other, dueAt);
    }

    public AlertFacts heldUntil(Instant due) {
        return copy(evidence, Optional.of(due));
    }

    private AlertFacts copy(Evidence otherEvidence, Optional<Instant> otherDue) {
        return new AlertFacts(
                id,
                position,
                finding,
                status,
                cause,
                severity,
                otherEvidence,
                openedAt,
                at,
                event,
                setBy,
                reason,
                otherDue,
                attributes);
    }

    /** The finding's id, which groups all its alerts. */
    public String findingId() {
        return id.substring(0, id.lastIndexOf('#'));
    }
}
