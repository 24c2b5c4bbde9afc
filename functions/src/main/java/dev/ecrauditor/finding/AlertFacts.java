package dev.ecrauditor.finding;

import dev.ecrauditor.rule.Evidence;
import dev.ecrauditor.rule.Severity;
import java.time.Instant;
import java.util.Optional;

/**
 * The facts of one transition of one finding.
 *
 * @param id the alert's id: the finding's id, {@code #}, the number of the transition
 * @param order its turn
 * @param finding which finding
 * @param status what happened to it
 * @param cause what resolved it; empty for every other status
 * @param severity how bad it is, or was
 * @param evidence the proof
 * @param openedAt since when it has been open: the time of the call where that is certain, else of the look that found it
 * @param at when we saw it
 * @param event the event that made us look; empty for a second look
 * @param actorIsCertain true when that event is known to have set exactly this
 * @param occasion why it came to light, where it is to be told in a digest only
 */
public record AlertFacts(
        String id,
        Order order,
        FindingKey finding,
        AlertStatus status,
        Optional<Cause> cause,
        Severity severity,
        Evidence evidence,
        Instant openedAt,
        Instant at,
        Optional<SeenEvent> event,
        boolean actorIsCertain,
        Optional<Occasion> occasion)
        implements OutboxEntry {

    /** The same facts with at most so many characters of evidence; what is cut leaves a visible mark. */
    public AlertFacts withEvidenceOf(int maxCharacters) {
        return withEvidence(evidence.capped(maxCharacters));
    }

    AlertFacts withEvidence(Evidence other) {
        return new AlertFacts(
                id, order, finding, status, cause, severity, other, openedAt, at, event, actorIsCertain, occasion);
    }

    /** The finding's id, which groups all its alerts. */
    public String findingId() {
        return id.substring(0, id.lastIndexOf('#'));
    }
}
