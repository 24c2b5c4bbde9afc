package dev.ecrauditor.audit;

import dev.ecrauditor.event.DelayedDrainRequest;
import dev.ecrauditor.event.KeyReevaluation;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.event.RegistryReevaluation;
import java.time.Duration;

/** Delivers the auditor's own requests again after a delay. */
public interface ReevaluationQueue {

    /** Delivers nothing: the next sweep evaluates again. */
    ReevaluationQueue NONE = (reevaluation, delay) -> {};

    /** Delivers the reevaluation after the delay, or earlier: then it is scheduled again. */
    void scheduleReevaluation(Reevaluation reevaluation, Duration delay);

    /** The same for a key. A queue that cannot drops the request: the next sweep evaluates the key. */
    default void scheduleReevaluation(KeyReevaluation reevaluation, Duration delay) {}

    /** The same for a registry. */
    default void scheduleReevaluation(RegistryReevaluation reevaluation, Duration delay) {}

    /** True when drains can be requested for later; otherwise no alert is held. */
    default boolean canDrainLater() {
        return false;
    }

    /** Delivers the request after the delay. A lost request loses no alert: the schedule finds the outbox. */
    default void drainLater(DelayedDrainRequest request, Duration delay) {
        throw new UnsupportedOperationException("this queue does not delay drain requests");
    }
}
