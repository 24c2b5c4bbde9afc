package dev.ecrauditor.finding;

import dev.ecrauditor.rule.Severity;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a finding stands.
 *
 * @param open true while the rule fails (or cannot see)
 * @param number how many transitions it has had; with the finding's id it makes the alert's id
 * @param openedAt since when it has been open: the time of the call where that is certain, else of the look that found it
 * @param lastSeen when it was last confirmed
 * @param severity how bad it is, or was when it was resolved
 * @param evidenceHash equal hashes mean that nothing worth telling has changed
 * @param turns its latest transitions
 */
public record FindingState(
        boolean open,
        int number,
        Instant openedAt,
        Instant lastSeen,
        Severity severity,
        String evidenceHash,
        Turns turns) {

    FindingState seen(Instant at) {
        return new FindingState(open, number, openedAt, at, severity, evidenceHash, turns);
    }

    FindingState resolved(Instant at, Cause cause) {
        return new FindingState(
                false, number + 1, openedAt, at, severity, evidenceHash, turns.and(at, Optional.of(cause)));
    }

    /** The same state, with one more alert told about it. */
    FindingState told() {
        return new FindingState(open, number + 1, openedAt, lastSeen, severity, evidenceHash, turns);
    }

    FindingState withTurns(Turns other) {
        return new FindingState(open, number, openedAt, lastSeen, severity, evidenceHash, other);
    }
}
