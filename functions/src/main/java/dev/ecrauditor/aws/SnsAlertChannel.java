package dev.ecrauditor.aws;

import dev.ecrauditor.alert.AlertChannel;
import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Publishes alerts to one SNS topic, one message with a body per protocol.
 *
 * <p>Source: Publish, Amazon SNS API Reference (MessageStructure); "Amazon SNS message attributes", Amazon SNS
 * Developer Guide.
 */
public final class SnsAlertChannel implements AlertChannel {

    private final SnsClient sns;
    private final String topicArn;

    public SnsAlertChannel(AwsClients clients, String topicArn) {
        this.sns = clients.sns();
        this.topicArn = topicArn;
    }

    @Override
    public void publish(AlertMessage message) {
        Json bodies = new JsonObject()
                .put("default", message.json())
                .put("email", message.email())
                .put("https", message.chat())
                .build();
        sns.publish(PublishRequest.builder()
                .topicArn(topicArn)
                .subject(message.subject())
                .messageStructure("json")
                .message(JsonWriter.write(bodies))
                .messageAttributes(attributes(message))
                .build());
    }

    private static Map<String, MessageAttributeValue> attributes(AlertMessage message) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        message.labels().forEach((name, value) -> attributes.put(name, attribute("String", value)));
        for (Map.Entry<String, List<String>> list : message.lists().entrySet()) {
            attributes.put(list.getKey(), attribute("String.Array", JsonWriter.write(Json.of(list.getValue()))));
        }
        return attributes;
    }

    private static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }
}
