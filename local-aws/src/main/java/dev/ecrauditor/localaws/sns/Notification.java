package dev.ecrauditor.localaws.sns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One message published to a topic; {@code bodies} holds a text per protocol and one for all others under
 * {@code default}.
 */
record Notification(
        String messageId,
        String topicArn,
        String subject,
        Map<String, String> bodies,
        Map<String, MessageAttribute> attributes,
        Instant time) {

    static final String DEFAULT = "default";

    Notification {
        bodies = Map.copyOf(bodies);
        attributes = Map.copyOf(attributes);
    }

    String bodyFor(String protocol) {
        return bodies.containsKey(protocol)
                ? String.valueOf(bodies.get(protocol))
                : String.valueOf(bodies.get(DEFAULT));
    }

    Delivery deliveryTo(Subscription subscription) {
        Map<String, String> texts = attributes.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, attribute -> attribute.getValue().value()));
        return new Delivery(
                topicArn,
                subscription.protocol(),
                subscription.endpoint(),
                subject,
                bodyFor(subscription.protocol()),
                texts,
                messageId);
    }

    /** The JSON that SNS wraps a message in for queues; it is not signed here. */
    String envelopeFor(String protocol) {
        ObjectNode envelope = Json.object()
                .put("Type", "Notification")
                .put("MessageId", messageId)
                .put("TopicArn", topicArn);
        if (!subject.isEmpty()) {
            envelope.put("Subject", subject);
        }
        envelope.put("Message", bodyFor(protocol))
                .put("Timestamp", time.truncatedTo(ChronoUnit.MILLIS).toString());
        if (!attributes.isEmpty()) {
            ObjectNode all = envelope.putObject("MessageAttributes");
            attributes.forEach((name, attribute) -> all.set(name, attribute.toEnvelope()));
        }
        return Json.prettyText(envelope);
    }
}
