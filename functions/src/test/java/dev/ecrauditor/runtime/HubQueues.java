package dev.ecrauditor.runtime;

import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
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

/** The queues between the functions and the topic, with a queue and a mailbox that have subscribed to it. */
final class HubQueues {

    static final String CHANGES = "changes";
    static final String DRAIN_REQUESTS = "drain-requests.fifo";
    static final String SWEEPS = "sweeps.fifo";
    static final String REQUESTS = "requests";
    static final String INBOX = "inbox";
    static final String TOPIC = "alerts";

    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();
    private static final AwsCredentialsProvider KEYS = StaticCredentialsProvider.create(
            AwsBasicCredentials.create(FunctionCredentials.ACCESS_KEY, "not-a-secret"));

    private final SqsClient sqs;
    private final HubLocation place;

    private HubQueues(SqsClient sqs, HubLocation place) {
        this.sqs = sqs;
        this.place = place;
    }

    static HubQueues create(URI endpoint, HubLocation place) {
        SqsClient sqs = SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(place.region()))
                .credentialsProvider(KEYS)
                .httpClient(HTTP)
                .build();
        for (String name : List.of(CHANGES, REQUESTS, INBOX)) {
            sqs.createQueue(CreateQueueRequest.builder().queueName(name).build());
        }
        for (String name : List.of(DRAIN_REQUESTS, SWEEPS)) {
            sqs.createQueue(CreateQueueRequest.builder()
                    .queueName(name)
                    .attributes(Map.of(
                            QueueAttributeName.FIFO_QUEUE, "true",
                            QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true"))
                    .build());
        }
        subscribe(endpoint, place);
        return new HubQueues(sqs, place);
    }

    /** Receives and deletes what is visible, at most ten messages as Lambda does. */
    List<String> take(String name) {
        List<Message> messages = sqs.receiveMessage(ReceiveMessageRequest.builder()
                        .queueUrl(url(name))
                        .maxNumberOfMessages(10)
                        .build())
                .messages();
        for (Message message : messages) {
            sqs.deleteMessage(DeleteMessageRequest.builder()
                    .queueUrl(url(name))
                    .receiptHandle(message.receiptHandle())
                    .build());
        }
        return messages.stream().map(Message::body).toList();
    }

    /** How many messages are on their way, but not to be received yet. */
    int delayed(String name) {
        return Integer.parseInt(sqs.getQueueAttributes(GetQueueAttributesRequest.builder()
                        .queueUrl(url(name))
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)
                        .build())
                .attributes()
                .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
    }

    /** As SQS in AWS names it. */
    private String url(String name) {
        return url(name, place);
    }

    static String url(String name, HubLocation place) {
        return "https://sqs." + place.region() + "." + place.domain() + "/" + place.account() + "/" + name;
    }

    private static void subscribe(URI endpoint, HubLocation place) {
        SnsClient sns = SnsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(place.region()))
                .credentialsProvider(KEYS)
                .httpClient(HTTP)
                .build();
        String topic = sns.createTopic(CreateTopicRequest.builder().name(TOPIC).build())
                .topicArn();
        sns.subscribe(SubscribeRequest.builder()
                .topicArn(topic)
                .protocol("sqs")
                .endpoint(place.arn("sqs", INBOX))
                .attributes(Map.of("RawMessageDelivery", "true"))
                .build());
        sns.subscribe(SubscribeRequest.builder()
                .topicArn(topic)
                .protocol("email")
                .endpoint("team@example.com")
                .build());
    }
}
