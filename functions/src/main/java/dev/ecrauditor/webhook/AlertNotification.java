package dev.ecrauditor.webhook;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * An alert or a digest as SNS puts it into a queue.
 *
 * @param id the same for every repetition of the same alerts
 * @param alert by docs/alert.schema.json or docs/digest.schema.json
 */
record AlertNotification(String id, Json alert) {

    /**
     * Reads the body of a message in the queue.
     *
     * @throws MalformedJson if it is not JSON
     * @throws IllegalArgumentException if it is no notification with an alert
     */
    static AlertNotification read(String body) throws MalformedJson {
        Json envelope = JsonReader.read(body);
        String message = envelope.text("Message")
                .filter(text ->
                        envelope.text("Type").filter("Notification"::equals).isPresent())
                .orElseThrow(() -> new IllegalArgumentException("the message is no notification of a topic"));
        Json alert = JsonReader.read(message);
        boolean hasIds =
                alert.text("digestId").isPresent() || !alert.items("findings").isEmpty();
        if (!hasIds || alert.text("headline").isEmpty() || alert.text("status").isEmpty()) {
            throw new IllegalArgumentException("the notification has no alert");
        }
        return new AlertNotification(sha256(identity(alert)), alert);
    }

    /**
     * When it is published is no part of it: an alert that is published again has another time and the same ids. One
     * that is published again with the call that caused it is another message.
     */
    private static String identity(Json alert) {
        String digest = alert.text("digestId").orElse("");
        String part = alert.whole("part").map(String::valueOf).orElse("");
        String ids = alert.items("findings").stream()
                .flatMap(finding -> finding.text("alertId").stream()
                        .map(id -> id
                                + finding.text("setBy", "eventId")
                                        .map(" by "::concat)
                                        .orElse("")))
                .sorted()
                .collect(Collectors.joining("|"));
        String evaluated = alert.text("evaluatedAt").orElse("");
        return String.join("|", digest, part, alert.text("status").orElse(""), evaluated, ids);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
