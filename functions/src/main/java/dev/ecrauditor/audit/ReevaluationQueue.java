package dev.ecrauditor.audit;

import dev.ecrauditor.event.DelayedDrainRequest;
import dev.ecrauditor.event.Reevaluation;
import java.time.Duration;

/** Brings our own requests back later. */
public interface ReevaluationQueue {

    /** Delivers the look after the delay, or earlier: then it asks again. */
    void scheduleReevaluation(Reevaluation look, Duration delay);

    /** True when drains can be requested for later; where they cannot, no alert waits. */
    default boolean canDrainLater() {
        return false;
    }

    /** Delivers the request after the delay. One that is lost loses nothing: the outbox is found by the schedule. */
    default void drainLater(DelayedDrainRequest request, Duration delay) {
        throw new UnsupportedOperationException("this queue brings no drain request back");
    }
}
