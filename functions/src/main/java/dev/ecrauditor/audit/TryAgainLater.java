package dev.ecrauditor.audit;

/** The event cannot be handled now; it goes back to the queue, and after many tries to the dead-letter queue. */
public final class TryAgainLater extends RuntimeException {

    TryAgainLater(String reason) {
        super(reason);
    }
}
