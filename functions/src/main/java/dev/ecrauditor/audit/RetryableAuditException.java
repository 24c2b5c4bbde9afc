package dev.ecrauditor.audit;

/** The event cannot be handled now; it returns to the queue, and after many attempts moves to the dead-letter queue. */
public final class RetryableAuditException extends RuntimeException {

    public RetryableAuditException(String reason) {
        super(reason);
    }
}
