package dev.ecrauditor.localaws.sns;

/** One subscriber of a topic; {@code raw} ones get the message without SNS's envelope. */
record Subscription(String arn, String protocol, String endpoint, boolean raw) {

    /** In the place of the ARN of a subscription that nobody has confirmed. */
    static final String PENDING = "PendingConfirmation";

    /** Whether messages are delivered: it is confirmed. */
    boolean isConfirmed() {
        return !arn.equals(PENDING);
    }
}
