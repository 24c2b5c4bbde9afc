package dev.ecrauditor.finding.record;

import static java.util.Objects.requireNonNull;

import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
 * @param reason why it was found without a recent change; such an alert waits for the end of the sweep
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
        Optional<EventSummary> event,
        Optional<EventSummary> setBy,
        Optional<EvaluationReason> reason,
        Optional<Instant> dueAt,
        List<String> attributes)
        implements OutboxEntry {

    /** The suffix of an alert's id in the id of the entry that names its actor later. */
    public static final String ATTRIBUTED = ".attributed";

    public AlertFacts {
        attributes = List.copyOf(attributes);
    }

    /** Begins the facts of an alert; position, severity, evidence and both times must follow. */
    public static Builder of(String id, FindingKey finding, AlertStatus status) {
        return new Builder(id, finding, status);
    }

    /** The same facts, to be changed in some fields. */
    public Builder toBuilder() {
        return of(id, finding, status)
                .position(position)
                .cause(cause)
                .severity(severity)
                .evidence(evidence)
                .openedAt(openedAt)
                .at(at)
                .event(event)
                .setBy(setBy)
                .reason(reason)
                .dueAt(dueAt)
                .attributes(attributes);
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

    /** True when it is published in a digest only. */
    public boolean isForDigestOnly() {
        return reason.filter(EvaluationReason::isForDigestOnly).isPresent();
    }

    /** True when it reminds of a finding that is still open, and not of a waiver that ends. */
    public boolean isOfOpenFinding() {
        return reason.equals(Optional.of(EvaluationReason.STILL_OPEN));
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
        return toBuilder()
                .openedAt(attribution.openedAt())
                .setBy(attribution.setBy())
                .dueAt(Optional.empty())
                .attributes(List.of(attribution.id()))
                .build();
    }

    public AlertFacts withEvidence(Evidence other) {
        return toBuilder().evidence(other).build();
    }

    public AlertFacts heldUntil(Instant due) {
        return toBuilder().dueAt(Optional.of(due)).build();
    }

    /** The finding's id, which groups all its alerts. */
    public String findingId() {
        return id.substring(0, id.lastIndexOf('#'));
    }

    /** Facts with named fields; what is not set is empty. */
    public static final class Builder {

        private final String id;
        private final FindingKey finding;
        private final AlertStatus status;
        private @Nullable OutboxPosition position;
        private @Nullable Severity severity;
        private @Nullable Evidence evidence;
        private @Nullable Instant openedAt;
        private @Nullable Instant at;
        private Optional<Cause> cause = Optional.empty();
        private Optional<EventSummary> event = Optional.empty();
        private Optional<EventSummary> setBy = Optional.empty();
        private Optional<EvaluationReason> reason = Optional.empty();
        private Optional<Instant> dueAt = Optional.empty();
        private List<String> attributes = List.of();

        private Builder(String id, FindingKey finding, AlertStatus status) {
            this.id = id;
            this.finding = finding;
            this.status = status;
        }

        public Builder position(OutboxPosition value) {
            position = value;
            return this;
        }

        public Builder severity(Severity value) {
            severity = value;
            return this;
        }

        public Builder evidence(Evidence value) {
            evidence = value;
            return this;
        }

        public Builder openedAt(Instant value) {
            openedAt = value;
            return this;
        }

        public Builder at(Instant value) {
            at = value;
            return this;
        }

        public Builder cause(Optional<Cause> value) {
            cause = value;
            return this;
        }

        public Builder event(Optional<EventSummary> value) {
            event = value;
            return this;
        }

        public Builder setBy(Optional<EventSummary> value) {
            setBy = value;
            return this;
        }

        public Builder reason(Optional<EvaluationReason> value) {
            reason = value;
            return this;
        }

        public Builder dueAt(Optional<Instant> value) {
            dueAt = value;
            return this;
        }

        public Builder attributes(List<String> value) {
            attributes = value;
            return this;
        }

        public AlertFacts build() {
            return new AlertFacts(
                    id,
                    requireNonNull(position, "position"),
                    finding,
                    status,
                    cause,
                    requireNonNull(severity, "severity"),
                    requireNonNull(evidence, "evidence"),
                    requireNonNull(openedAt, "openedAt"),
                    requireNonNull(at, "at"),
                    event,
                    setBy,
                    reason,
                    dueAt,
                    attributes);
        }
    }
}
