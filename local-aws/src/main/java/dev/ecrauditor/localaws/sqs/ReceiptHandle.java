package dev.ecrauditor.localaws.sqs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The handle of one receipt of one message: opaque to callers, made of message id and receive count. */
final class ReceiptHandle {

    private static final String PREFIX = "receipt:";

    private ReceiptHandle() {}

    static String of(String messageId, int receiveCount) {
        String text = PREFIX + messageId + ":" + receiveCount;
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The id of the message; empty if this is not a receipt handle. */
    static Optional<String> messageId(String handle) {
        try {
            String text = new String(Base64.getDecoder().decode(handle), StandardCharsets.UTF_8);
            int end = text.lastIndexOf(':');
            return text.startsWith(PREFIX) && end > PREFIX.length()
                    ? Optional.of(text.substring(PREFIX.length(), end))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
