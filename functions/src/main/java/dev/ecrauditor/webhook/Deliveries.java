package dev.ecrauditor.webhook;

/** Remembers which messages were sent, so that a repeated one is not shown twice. */
public interface Deliveries {

    /** What is known about a message. */
    enum Claim {
        /** It is the caller's to send. */
        CLAIMED,
        /** It was sent before. */
        SENT,
        /** Somebody else is sending it now, or was interrupted less than a minute ago. */
        IN_PROGRESS
    }

    /** Claims a message for a minute, unless it was sent or is claimed. */
    Claim claim(String id);

    /** Records that it was sent. */
    void markSent(String id);

    /** Ends the claim of a message that was not sent. */
    void release(String id);
}
