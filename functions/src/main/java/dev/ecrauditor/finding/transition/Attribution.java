package dev.ecrauditor.finding.transition;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.PendingAttribution;
import java.time.Instant;
import java.util.Optional;

/**
 * How a transition came to light.
 *
 * @param event the call that made us look, of several the latest
 * @param setBy the call that is known to have done it
 * @param reason why it came to light where nobody has done anything just now
 * @param pending what a later event must have done to be the one; only where nobody is known and somebody may be
 */
record Attribution(
        Optional<RepositoryChange> event,
        Optional<RepositoryChange> setBy,
        Optional<EvaluationReason> reason,
        Optional<PendingAttribution> pending) {

    /** Nobody's call is known to have done it, and none will be. */
    static Attribution by(Optional<RepositoryChange> event) {
        return new Attribution(event, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Since when it is so, as far as is known. */
    Instant setAt(Instant evaluatedAt) {
        return setBy.map(RepositoryChange::time).orElse(evaluatedAt);
    }
}
