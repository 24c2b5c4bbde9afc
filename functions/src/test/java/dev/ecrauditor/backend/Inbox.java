package dev.ecrauditor.backend;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** A queue subscribed to a topic of alerts, both in the hub account and both new. */
final class Inbox {

    private final SqsClient sqs;
    private final String topicArn;
    private final String queueUrl;
    private final int waitSeconds;

    private Inbox(SqsClient sqs, String topicArn, String queueUrl, int waitSeconds) {
        this.sqs = sqs;
        this.topicArn = topicArn;
        this.queueUrl = queueUrl;
        this.waitSeconds = waitSeconds;
    }

    /** @param subscription attributes of the subscription, such as {@code RawMessageDelivery} */
    static Inbox subscribe(BackendFixture scene, Map<String, String> subscription) {
        AccountOwner hub = scene.hub();
        SnsClient sns = hub.sns();
        SqsClient sqs = hub.sqs();
        String name = "alerts-" + UUID.randomUUID();
        String topicArn =
                sns.createTopic(CreateTopicRequest.builder().name(name).build()).topicArn();
        String queueUrl = sqs.createQueue(
                        CreateQueueRequest.builder().queueName(name).build())
                .queueUrl();
        String queueArn = sqs.getQueueAttributes(GetQueueAttributesRequest.builder()
                        .queueUrl(queueUrl)
                        .attributeNames(QueueAttributeName.QUEUE_ARN)
                        .build())
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        sns.subscribe(SubscribeRequest.builder()
                .topicArn(topicArn)
                .protocol("sqs")
                .endpoint(queueArn)
                .attributes(subscription)
                .build());
        return new Inbox(sqs, topicArn, queueUrl, scene.backend().deliverySeconds());
    }

    String topicArn() {
        return topicArn;
    }

    /** Takes out every message there is, as it lay in the queue. */
    List<Message> takeMessages() {
        List<Message> all = new ArrayList<>();
        List<Message> some = received();
        while (!some.isEmpty()) {
            all.addAll(some);
            some = received();
        }
        return all;
    }

    /** Takes out every message there is, as SNS's envelope. */
    List<Json> takeEnvelopes() {
        return takeMessages().stream().map(message -> json(message.body())).toList();
    }

    static Json json(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson broken) {
            throw new AssertionError(text, broken);
        }
    }

    private List<Message> received() {
        List<Message> messages = sqs.receiveMessage(ReceiveMessageRequest.builder()
                        .queueUrl(queueUrl)
                        .maxNumberOfMessages(10)
                        .messageAttributeNames("All")
                        .waitTimeSeconds(waitSeconds)
                        .build())
                .messages();
        for (Message message : messages) {
            sqs.deleteMessage(DeleteMessageRequest.builder()
                    .queueUrl(queueUrl)
                    .receiptHandle(message.receiptHandle())
                    .build());
        }
        return messages;
    }
}
