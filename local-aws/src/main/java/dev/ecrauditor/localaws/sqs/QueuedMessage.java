package dev.ecrauditor.localaws.sqs;

import java.time.Instant;

/** A message in a queue: when it is visible next, its receive count, and its receipt handle. */
public final class QueuedMessage {

    private final SqsMessage message;
    private final long sequence;
    private Instant visibleAt;
    private Instant firstReceivedAt = Instant.EPOCH;
    private int receiveCount;
    private String receiptHandle = "";

    QueuedMessage(SqsMessage message, long sequence, Instant visibleAt) {
        this.message = message;
        this.sequence = sequence;
        this.visibleAt = visibleAt;
    }

    SqsMessage message() {
        return message;
    }

    /** The twenty digits of a FIFO queue's sequence number. */
    String sequenceNumber() {
        return "%020d".formatted(sequence);
    }

    boolean isVisible(Instant now) {
        return !visibleAt.isAfter(now);
    }

    boolean isInFlight(Instant now) {
        return receiveCount > 0 && !isVisible(now);
    }

    int receiveCount() {
        return receiveCount;
    }

    Instant firstReceivedAt() {
        return firstReceivedAt;
    }

    String receiptHandle() {
        return receiptHandle;
    }

    void receive(Instant now, Instant visibleAgainAt) {
        if (receiveCount == 0) {
            firstReceivedAt = now;
        }
        receiveCount++;
        visibleAt = visibleAgainAt;
        receiptHandle = ReceiptHandle.of(message.id(), receiveCount);
    }

    void hideUntil(Instant time) {
        visibleAt = time;
    }
}
