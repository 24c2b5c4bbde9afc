package dev.ecrauditor.finding.transition;

import dev.ecrauditor.event.ApiCall;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.PendingAttribution;
import java.time.Instant;
import java.util.Optional;

/**
 * How a transition was found and who caused it.
 *
 * @param event the call that started the evaluation, of several the latest
 * @param setBy the call that is known to have caused it
 * @param reason why it was found without a recent change
 * @param pending the condition for a later event to be the cause; only where the actor is not known and can still
 *     become known
 */
record Attribution(
        Optional<? extends ApiCall> event,
        Optional<? extends ApiCall> setBy,
        Optional<EvaluationReason> reason,
        Optional<PendingAttribution> pending) {

    /** No call is known to have caused it, and none will be. */
    static Attribution by(Optional<? extends ApiCall> event) {
        return new Attribution(event, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, published in a digest only if there is a reason. */
    Attribution withReason(Optional<EvaluationReason> why) {
        return new Attribution(event, setBy, why, pending);
    }

    /** Since when it applies, as far as is known. */
    Instant setAt(Instant evaluatedAt) {
        return setBy.map(ApiCall::time).orElse(evaluatedAt);
    }
}
