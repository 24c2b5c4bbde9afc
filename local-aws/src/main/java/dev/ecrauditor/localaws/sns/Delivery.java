package dev.ecrauditor.localaws.sns;

import java.util.Map;

/**
 * One message that SNS delivered to an email or https endpoint: it is recorded and not sent.
 *
 * @param topicArn the topic it was published to
 * @param protocol {@code email} or {@code https}
 * @param endpoint the address or URL of the subscription
 * @param subject the subject; empty if it was published without one
 * @param message the text for this protocol
 * @param attributes the message attributes, name to text value
 * @param messageId the id that Publish returned
 */
public record Delivery(
        String topicArn,
        String protocol,
        String endpoint,
        String subject,
        String message,
        Map<String, String> attributes,
        String messageId) {

    public Delivery {
        attributes = Map.copyOf(attributes);
    }
}
