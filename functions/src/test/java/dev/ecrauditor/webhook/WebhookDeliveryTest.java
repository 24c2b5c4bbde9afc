package dev.ecrauditor.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.SnsAlertChannel;
import dev.ecrauditor.aws.webhook.DynamoDeliveries;
import dev.ecrauditor.aws.webhook.SqsReceiveDelay;
import dev.ecrauditor.handler.WebhookHandler;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.testing.DynamoDbLocal;
import dev.ecrauditor.testing.Invocation;
import dev.ecrauditor.testing.LambdaContext;
import dev.ecrauditor.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The whole path: published to the topic, delivered to the subscribed queue, received and answered as by Lambda, posted
 * to an endpoint on loopback.
 */
class WebhookDeliveryTest {

    private static final String ACCOUNT = "999988887777";
    private static final int RECEIVES = 10;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", ACCOUNT);
    private final SqsClient sqs = clients.sqs();
    private final SlackServer slack = new SlackServer();
    private final SlackServer elsewhere = new SlackServer().then(SlackServer.ok());
    private final List<Json> log = new ArrayList<>();
    private String topic = "";
    private String queue = "";
    private String deadLetters = "";
    /** Long for an endpoint that answers, also on a busy machine. */
    private Duration limit = Duration.ofSeconds(2);

    private WebhookHandler handler = handler();

    @BeforeEach
    void subscribeTheQueue() {
        deadLetters = sqs.createQueue(request -> request.queueName("slack-dead-letters"))
                .queueUrl();
        queue = sqs.createQueue(request -> request.queueName("slack")
                        .attributes(Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "180",
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}"
                                        .formatted(arn(deadLetters), RECEIVES))))
                .queueUrl();
        SnsClient sns = clients.sns();
        topic = sns.createTopic(request -> request.name("alerts")).topicArn();
        sns.subscribe(request -> request.topicArn(topic).protocol("sqs").endpoint(arn(queue)));
        handler = handler();
    }

    @AfterEach
    void close() {
        slack.close();
        elsewhere.close();
        clients.close();
        aws.close();
    }

    @Test
    void aMessageArrivesOnceAfterEveryFaultOfTheEndpoint() {
        slack.then(
                SlackServer.throttle("90"),
                SlackServer.status(500, "rollup_error"),
                slack.hang(),
                SlackServer.redirectTo(elsewhere.address() + "/stolen", 307),
                SlackServer.closeWithoutAnswer(),
                SlackServer.ok());
        publish("a#1");
        List<Duration> delays = new ArrayList<>();
        for (int receive = 1; receive <= 5; receive++) {
            assertThat(receive()).as("receive %d", receive).isEqualTo(1);
            Duration delay = Duration.ofSeconds(
                    log.get(log.size() - 1).whole("retryAfterSeconds").orElseThrow());
            delays.add(delay);
            clock.advance(delay.minusSeconds(1));
            assertThat(receive()).as("before the delay of receive %d", receive).isZero();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(receive()).isEqualTo(1);
        clock.advance(Duration.ofHours(12));
        assertThat(receive()).isZero();

        assertThat(delays.stream().map(Duration::toSeconds)).containsExactly(90L, 60L, 120L, 5L, 480L);
        assertThat(log.get(log.size() - 1).text("outcome")).hasValue("SENT");
        assertThat(slack.received()).hasSize(6);
        assertThat(slack.received().stream().map(SlackServer.Received::body).distinct())
                .hasSize(1);
        assertThat(elsewhere.received()).isEmpty();
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void nothingIsLostWhenTheEndpointNeverAnswers() {
        limit = Duration.ofMillis(200);
        handler = handler();
        slack.then(slack.hang());
        publish("a#1");
        Instant begin = clock.instant();
        assertThat(drain()).isEqualTo(RECEIVES);
        assertThat(Duration.between(begin, clock.instant())).isBetween(Duration.ofHours(3), Duration.ofHours(5));
        assertThat(deadLetters())
                .singleElement()
                .satisfies(message -> assertThat(message.body()).contains("a#1"));
    }

    @Test
    void aDeadLetterThatIsRedrivenArrives() {
        slack.then(SlackServer.status(404, "no_service"));
        publish("a#1");
        Instant begin = clock.instant();
        assertThat(drain()).isEqualTo(RECEIVES);
        assertThat(Duration.between(begin, clock.instant())).isLessThan(Duration.ofMinutes(2));
        Message dead = deadLetters().get(0);
        slack.then(SlackServer.ok(), SlackServer.ok());
        sqs.sendMessage(request -> request.queueUrl(queue).messageBody(dead.body()));
        assertThat(drain()).isEqualTo(2); // the server's script has the refusal once more
        assertThat(log.get(log.size() - 1).text("outcome")).hasValue("SENT");
    }

    @Test
    void aMessageThatSnsDeliversTwiceArrivesOnce() {
        slack.then(SlackServer.ok());
        publish("a#1");
        publish("a#1");
        publish("a#2");
        assertThat(drain()).isEqualTo(3);
        assertThat(slack.received()).hasSize(2);
        assertThat(log.stream().map(line -> line.text("outcome").orElseThrow()))
                .containsExactlyInAnyOrder("SENT", "DUPLICATE", "SENT");
    }

    @Test
    void theSecretIsInNoLogLine() {
        slack.then(
                SlackServer.status(500, ""),
                slack.hang(),
                SlackServer.status(403, SampleAlerts.SECRET),
                SlackServer.ok());
        publish("a#1");
        drain();
        assertThat(log).hasSize(4);
        assertThat(log.toString()).doesNotContain("abcdefghijklmnop", "B0123ABCD");
    }

    private WebhookHandler handler() {
        DynamoDbLocal dynamoDb = DynamoDbLocal.running();
        DynamoDeliveries deliveries =
                new DynamoDeliveries(dynamoDb.clients(), dynamoDb.newTable(), "webhook#1a2b3c4d", clock);
        CachedWebhook webhook = new CachedWebhook(() -> SampleAlerts.SECRET, clock);
        SlackClient client = new SlackClient(slack.opener(), limit);
        return new WebhookHandler(
                new WebhookNotifier(webhook, client, deliveries), new SqsReceiveDelay(clients, queue)::delay);
    }

    private void publish(String alertId) {
        new SnsAlertChannel(clients, topic)
                .publish(new AlertMessage(
                        "subject",
                        "e-mail",
                        "{}",
                        SampleAlerts.alert(alertId),
                        Map.of("severity", "CRITICAL"),
                        Map.of()));
    }

    /** Receives until nothing is left, and returns how often something was received. */
    private int drain() {
        int receives = 0;
        while (true) {
            int received = receive();
            receives += received;
            Json last = log.get(log.size() - 1);
            if (received == 0) {
                return receives;
            }
            clock.advance(Duration.ofSeconds(last.whole("retryAfterSeconds").orElse(0L)));
        }
    }

    /** As Lambda does: a batch of one, deleted unless it is reported as failed. */
    private int receive() {
        List<Message> messages = sqs.receiveMessage(
                        request -> request.queueUrl(queue).messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
        for (Message message : messages) {
            Invocation invocation = Invocation.of(handler, event(message), new LambdaContext(10_500));
            log.addAll(invocation.log());
            if (!invocation.failedMessages().contains(message.messageId())) {
                sqs.deleteMessage(request -> request.queueUrl(queue).receiptHandle(message.receiptHandle()));
            }
        }
        return messages.size();
    }

    private static String event(Message message) {
        Json record = new JsonObject()
                .put("messageId", message.messageId())
                .put("receiptHandle", message.receiptHandle())
                .put("body", message.body())
                .put(
                        "attributes",
                        new JsonObject()
                                .put(
                                        "ApproximateReceiveCount",
                                        message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                                .build())
                .build();
        return JsonWriter.write(
                new JsonObject().put("Records", new Json.Arr(List.of(record))).build());
    }

    private List<Message> deadLetters() {
        return sqs.receiveMessage(request -> request.queueUrl(deadLetters)).messages();
    }

    private String arn(String url) {
        return sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }
}
