package dev.ecrauditor.localaws.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Digests;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.IdGenerator;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.sns.MessageAttribute;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SQS's SendMessage, ReceiveMessage, DeleteMessage and ChangeMessageVisibility. */
public final class SqsMessages {

    private static final int MOST_BYTES = 1_048_576;
    private static final int LONGEST_DELAY = 900;
    private static final int LONGEST_VISIBILITY = 43_200;
    private static final int LONGEST_WAIT = 20;
    private static final int MOST_MESSAGES = 10;
    private static final long LONGEST_REAL_WAIT_NANOS = 1_000_000_000L;

    private final Cloud cloud;
    private final IdGenerator ids;

    public SqsMessages(Cloud cloud, IdGenerator ids) {
        this.cloud = cloud;
        this.ids = ids;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.SQS,
                        "SendMessage",
                        this::send,
                        "QueueUrl",
                        "MessageBody",
                        "DelaySeconds",
                        "MessageAttributes",
                        "MessageGroupId",
                        "MessageDeduplicationId"),
                Operation.of(
                        AwsService.SQS,
                        "ReceiveMessage",
                        this::receive,
                        "QueueUrl",
                        "AttributeNames",
                        "MessageSystemAttributeNames",
                        "MessageAttributeNames",
                        "MaxNumberOfMessages",
                        "VisibilityTimeout",
                        "WaitTimeSeconds",
                        "ReceiveRequestAttemptId"),
                Operation.of(AwsService.SQS, "DeleteMessage", this::delete, "QueueUrl", "ReceiptHandle"),
                Operation.of(
                        AwsService.SQS,
                        "ChangeMessageVisibility",
                        this::changeVisibility,
                        "QueueUrl",
                        "ReceiptHandle",
                        "VisibilityTimeout"));
    }

    private ObjectNode send(Call call) {
        Queue queue = QueueReference.find(cloud, call);
        Fields asked = call.parameters();
        String body = checkedBody(call, asked.text("MessageBody"));
        if (queue.settings().fifo() && asked.has("DelaySeconds")) {
            throw call.invalid("DelaySeconds", "The request include parameter that is not valid for this queue type");
        }
        Duration delay = asked.has("DelaySeconds")
                ? Duration.ofSeconds(asked.number("DelaySeconds", 0, 0, LONGEST_DELAY))
                : queue.settings().delay();
        SqsMessage message = SqsMessage.of(
                ids.next("message"),
                body,
                MessageAttribute.readAll(call),
                call.now(),
                call.caller().userId());
        QueuedMessage sent = queue.send(queue.settings().fifo() ? grouped(call, queue, message) : message, delay);
        ObjectNode result =
                Json.object().put("MessageId", sent.message().id()).put("MD5OfMessageBody", Digests.md5(body));
        if (!message.attributes().isEmpty()) {
            result.put("MD5OfMessageAttributes", Digests.md5(message.attributes()));
        }
        return queue.settings().fifo() ? result.put("SequenceNumber", sent.sequenceNumber()) : result;
    }

    private ObjectNode receive(Call call) {
        Queue queue = QueueReference.find(cloud, call);
        Fields asked = call.parameters();
        int most = asked.number("MaxNumberOfMessages", 1, 1, MOST_MESSAGES);
        Duration visibility = Duration.ofSeconds(
                asked.number("VisibilityTimeout", queue.settings().visibilitySeconds(), 0, LONGEST_VISIBILITY));
        long wait = Duration.ofSeconds(asked.number("WaitTimeSeconds", 0, 0, LONGEST_WAIT))
                .toNanos();
        ReceivedMessageJson form = ReceivedMessageJson.wantedBy(call);
        List<QueuedMessage> received = new ArrayList<>();
        cloud.retry(
                () -> {
                    moveToDeadLetterQueue(queue, call);
                    return received.addAll(queue.receive(most, visibility, call.now()));
                },
                Math.min(wait, LONGEST_REAL_WAIT_NANOS));
        return received.isEmpty()
                ? Json.object()
                : Json.object()
                        .set(
                                "Messages",
                                Json.nodes(received.stream().map(form::of).toList()));
    }

    private ObjectNode delete(Call call) {
        Queue queue = QueueReference.find(cloud, call);
        String handle = call.parameters().text("ReceiptHandle");
        messageOf(queue, handle)
                .filter(message -> message.receiptHandle().equals(handle)) // an older receipt deletes nothing
                .ifPresent(queue::remove);
        return Json.object();
    }

    private ObjectNode changeVisibility(Call call) {
        Queue queue = QueueReference.find(cloud, call);
        String handle = call.parameters().text("ReceiptHandle");
        int seconds = call.parameters().number("VisibilityTimeout", 0, LONGEST_VISIBILITY);
        QueuedMessage message = messageOf(queue, handle)
                .filter(found -> found.receiptHandle().equals(handle) && found.isInFlight(call.now()))
                .orElseThrow(() -> AwsError.badRequest(
                        "MessageNotInflight",
                        "Value " + handle + " for parameter ReceiptHandle is invalid. Reason: Message does not exist"
                                + " or is not available for visibility timeout change."));
        message.hideUntil(call.now().plusSeconds(seconds));
        return Json.object();
    }

    /** As in SQS, a message that reached the maximum receive count is moved at the next receive. */
    private void moveToDeadLetterQueue(Queue queue, Call call) {
        queue.settings().redrivePolicy().ifPresent(policy -> {
            Queue target =
                    cloud.at(call.place()).queues.get(policy.deadLetterQueue().name());
            if (target != null) {
                queue.exhausted(policy.maxReceiveCount(), call.now())
                        .forEach(dead ->
                                target.moveToDeadLetterQueue(dead.message().deadFrom(queue.arn()), call.now()));
            }
        });
    }

    private static SqsMessage grouped(Call call, Queue queue, SqsMessage message) {
        String group = call.parameters().text("MessageGroupId");
        String deduplicationId = call.parameters().text("MessageDeduplicationId", "");
        if (deduplicationId.isEmpty() && !queue.settings().contentBasedDeduplication()) {
            throw AwsError.badRequest(
                    "InvalidParameterValue",
                    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided"
                            + " explicitly");
        }
        return message.inGroup(group, deduplicationId.isEmpty() ? Digests.sha256(message.body()) : deduplicationId);
    }

    private static Optional<QueuedMessage> messageOf(Queue queue, String handle) {
        String id = ReceiptHandle.messageId(handle)
                .orElseThrow(() -> AwsError.badRequest(
                        "ReceiptHandleIsInvalid",
                        "The input receipt handle \"" + handle + "\" is not a valid receipt handle."));
        return queue.find(id);
    }

    private static String checkedBody(Call call, String body) {
        if (body.isEmpty()) {
            throw call.invalid("MessageBody", "is required");
        }
        if (body.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw AwsError.badRequest(
                    "InvalidParameterValue",
                    "One or more parameters are invalid. Reason: Message must be shorter than " + MOST_BYTES
                            + " bytes.");
        }
        return body;
    }
}
