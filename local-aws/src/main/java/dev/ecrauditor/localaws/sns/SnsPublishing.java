package dev.ecrauditor.localaws.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.IdGenerator;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.control.RequestLog;
import dev.ecrauditor.localaws.sqs.Queue;
import dev.ecrauditor.localaws.sqs.QueueArn;
import dev.ecrauditor.localaws.sqs.SqsMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * SNS's Publish: checks the message as SNS does and delivers it to queues, and to the list of deliveries for everything
 * else.
 */
public final class SnsPublishing {

    private static final int MOST_BYTES = 262_144;
    private static final String SENDER = "sns.amazonaws.com";
    private static final int LONGEST_SUBJECT = 100;

    private final Cloud cloud;
    private final IdGenerator ids;
    private final RequestLog<Delivery> deliveries;

    public SnsPublishing(Cloud cloud, IdGenerator ids, RequestLog<Delivery> deliveries) {
        this.cloud = cloud;
        this.ids = ids;
        this.deliveries = deliveries;
    }

    public List<Operation> operations() {
        return List.of(Operation.of(
                AwsService.SNS,
                "Publish",
                this::publish,
                "TopicArn",
                "TargetArn",
                "Message",
                "Subject",
                "MessageStructure",
                "MessageAttributes"));
    }

    private ObjectNode publish(Call call) {
        Fields asked = call.parameters();
        Topic topic =
                Topic.find(cloud, call, asked.has("TargetArn") ? asked.text("TargetArn") : asked.text("TopicArn"));
        Map<String, MessageAttribute> attributes = MessageAttribute.readAll(call);
        String message = checkedMessage(asked.text("Message"), attributes);
        Notification notification = new Notification(
                ids.next("notification"),
                topic.arn(),
                subjectOf(asked),
                bodiesOf(asked, message),
                attributes,
                call.now());
        topic.subscriptions().stream()
                .filter(Subscription::isConfirmed)
                .forEach(subscription -> deliver(notification, subscription));
        return Json.object().put("MessageId", notification.messageId());
    }

    private void deliver(Notification notification, Subscription subscription) {
        if (!subscription.protocol().equals("sqs")) {
            deliveries.add(notification.deliveryTo(subscription));
            return;
        }
        QueueArn arn = QueueArn.parse(subscription.endpoint()).orElseThrow();
        Queue queue = cloud.at(arn.place()).queues.get(arn.name());
        if (queue == null) {
            return; // SNS does not report this to the publisher either
        }
        String protocol = subscription.protocol();
        boolean raw = subscription.raw();
        SqsMessage message = SqsMessage.of(
                ids.next("message"),
                raw ? notification.bodyFor(protocol) : notification.envelopeFor(protocol),
                raw ? notification.attributes() : Map.of(),
                notification.time(),
                SENDER);
        queue.send(message, queue.settings().delay());
    }

    private static String checkedMessage(String message, Map<String, MessageAttribute> attributes) {
        if (message.isEmpty()) {
            throw invalid("Empty message");
        }
        int size = bytes(message);
        for (Map.Entry<String, MessageAttribute> attribute : attributes.entrySet()) {
            size += bytes(attribute.getKey())
                    + bytes(attribute.getValue().dataType())
                    + bytes(attribute.getValue().value());
        }
        if (size > MOST_BYTES) {
            throw invalid("Message too long");
        }
        return message;
    }

    private static String subjectOf(Fields asked) {
        if (!asked.has("Subject")) {
            return "";
        }
        String subject = asked.text("Subject");
        if (subject.isEmpty()
                || subject.length() > LONGEST_SUBJECT
                || subject.codePoints().anyMatch(Character::isISOControl)) {
            throw invalid("Subject");
        }
        return subject;
    }

    private static Map<String, String> bodiesOf(Fields asked, String message) {
        if (!asked.has("MessageStructure")) {
            return Map.of(Notification.DEFAULT, message);
        }
        if (!asked.text("MessageStructure").equals("json")) {
            throw invalid("MessageStructure");
        }
        Fields bodies = new Fields(
                parsed(message), "", (path, problem) -> invalid("Message Structure - " + path + " " + problem));
        if (!bodies.has(Notification.DEFAULT)) {
            throw invalid("Message Structure - No default entry in JSON message body");
        }
        return bodies.names().stream().collect(Collectors.toMap(protocol -> protocol, bodies::text));
    }

    private static JsonNode parsed(String message) {
        try {
            return Json.parse(message);
        } catch (JsonProcessingException e) {
            throw invalid("Message Structure - JSON message body failed to parse");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static AwsError invalid(String what) {
        return AwsError.badRequest("InvalidParameter", "Invalid parameter: " + what);
    }
}
