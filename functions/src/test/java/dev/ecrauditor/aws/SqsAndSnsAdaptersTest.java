package dev.ecrauditor.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.audit.sweep.SweepRequest;
import dev.ecrauditor.aws.delivery.SnsSubscriberReader;
import dev.ecrauditor.event.DelayedDrainRequest;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRecords;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** What the adapters of SQS and SNS send, as it arrives. */
class SqsAndSnsAdaptersTest {

    private static final Subject.Repository SUBJECT = Subject.of(SampleRepository.ARN);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", "999988887777");
    private final SqsClient sqs = clients.sqs();

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void aDrainRequestNamesTheRepository() throws Exception {
        String queue = fifo();
        new SqsDrainRequestQueue(clients, queue).requestDrain(SampleRecords.withEmptyOutbox(SUBJECT));
        assertThat(JsonReader.read(onlyMessage(queue).body()).text("subject")).hasValue(SUBJECT.toString());
    }

    @Test
    void twoEqualDrainRequestsAreBothDelivered() {
        String queue = fifo();
        SqsDrainRequestQueue drainRequests = new SqsDrainRequestQueue(clients, queue);
        drainRequests.requestDrain(SampleRecords.withEmptyOutbox(SUBJECT));
        drainRequests.requestDrain(SampleRecords.withEmptyOutbox(SUBJECT));
        assertThat(messages(queue)).hasSize(2);
    }

    @Test
    void drainRequestsForDifferentSubjectsAreHandledOneAfterTheOther() {
        String queue = fifo();
        SqsDrainRequestQueue drainRequests = new SqsDrainRequestQueue(clients, queue);
        drainRequests.requestDrain(SampleRecords.withEmptyOutbox(SUBJECT));
        assertThat(messages(queue)).hasSize(1);
        drainRequests.requestDrain(SampleRecords.withEmptyOutbox(SampleRecords.subject("another/one")));
        assertThat(messages(queue)).isEmpty();
    }

    @Test
    void aReevaluationComesBackWhenItIsDueAndIsReadByTheEventReader() throws Exception {
        String queue = standard();
        Reevaluation reevaluation = new Reevaluation(SampleRepository.ARN);
        new SqsReevaluationQueue(clients, queue).scheduleReevaluation(reevaluation, Duration.ofMinutes(4));
        assertThat(messages(queue)).isEmpty();
        clock.advance(Duration.ofMinutes(4).plusSeconds(1));
        Json body = JsonReader.read(onlyMessage(queue).body());
        EventReader reader = new EventReader(WatchedAccounts.of(Set.of(SampleRepository.ARN.account())));
        assertThat(reader.read(body)).isEqualTo(reevaluation);
    }

    @Test
    void aDrainRequestComesBackWhenItIsDueAndIsReadByTheEventReader() throws Exception {
        String queue = standard();
        DelayedDrainRequest request = new DelayedDrainRequest(SampleRepository.ARN);
        SqsReevaluationQueue later = new SqsReevaluationQueue(clients, queue);
        assertThat(later.canDrainLater()).isTrue();
        later.drainLater(request, Duration.ofSeconds(7));
        clock.advance(Duration.ofSeconds(7));
        assertThat(messages(queue)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        Json body = JsonReader.read(onlyMessage(queue).body());
        EventReader reader = new EventReader(WatchedAccounts.of(Set.of(SampleRepository.ARN.account())));
        assertThat(reader.read(body)).isEqualTo(request);
    }

    @Test
    void aReevaluationFarAwayComesAfterSqssLongestDelayAndAPastOneAtOnce() {
        String queue = standard();
        SqsReevaluationQueue looks = new SqsReevaluationQueue(clients, queue);
        looks.scheduleReevaluation(new Reevaluation(SampleRepository.ARN), Duration.ofHours(2));
        clock.advance(Duration.ofMinutes(15));
        assertThat(messages(queue)).hasSize(1);
        looks.scheduleReevaluation(new Reevaluation(SampleRepository.ARN), Duration.ofMinutes(-3));
        assertThat(messages(queue)).hasSize(1);
    }

    @Test
    void aRemediationRequestArrivesAsItWasSent() throws Exception {
        String queue = standard();
        RemediationRequest request = new RemediationRequest(
                "finding@2",
                new OutboxPosition(0, 0),
                SUBJECT,
                new FindingKey("ecr-scan-on-push", FindingKey.Kind.VIOLATION),
                SampleRepository.CREATED,
                2);
        new SqsRemediationQueue(clients, queue).send(request);
        assertThat(RemediationRequest.fromMessage(
                        JsonReader.read(onlyMessage(queue).body())))
                .isEqualTo(request);
    }

    @Test
    void eachSweepRequestArrivesOnceForATick() throws Exception {
        String queue = fifo();
        SqsSweepRequestQueue sweeps = new SqsSweepRequestQueue(clients, queue);
        SweepRequest first = new SweepRequest(new Subject.Coverage("111122223333", "us-east-1"), clock.instant());
        SweepRequest second = new SweepRequest(new Subject.Coverage("444455556666", "us-east-1"), clock.instant());
        sweeps.send(List.of(first, second), 1);
        sweeps.send(List.of(first), 1); // the same tick, handled twice
        sweeps.send(List.of(first), 2);
        List<SweepRequest> arrived = new ArrayList<>();
        for (List<Message> batch = messages(queue); !batch.isEmpty(); batch = messages(queue)) {
            for (Message message : batch) {
                arrived.add(SweepRequest.read(JsonReader.read(message.body())).orElseThrow());
                sqs.deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
            }
        }
        assertThat(arrived).containsExactlyInAnyOrder(first, second, first);
    }

    @Test
    void anAlertArrivesInTheFormOfEachProtocolWithItsAttributes() {
        String topic = topic("email", "https");
        new SnsAlertChannel(clients, topic).publish(message());
        assertThat(aws.deliveries()).hasSize(2).allSatisfy(delivery -> {
            assertThat(delivery.subject()).isEqualTo("HIGH: open");
            assertThat(delivery.attributes())
                    .containsEntry("severity", "HIGH")
                    .containsEntry("ruleIds", "[\"ecr-policy-not-public\"]");
        });
        assertThat(aws.deliveries().stream().filter(one -> one.protocol().equals("email")))
                .singleElement()
                .satisfies(mail -> assertThat(mail.message()).isEqualTo("plain text"));
    }

    @Test
    void aPublishThatIsNotAnsweredIsNotRepeatedByTheClient() {
        String topic = topic("email");
        aws.failNext("sns:Publish", Fault.TIMEOUT, 1);
        SnsAlertChannel channel = new SnsAlertChannel(clients, topic);
        assertThatThrownBy(() -> channel.publish(message())).isInstanceOf(SdkException.class);
        assertThat(new LocalAccounts(aws).requests("Publish")).hasSize(1);
    }

    @Test
    void subscribersAreReadOnceMoreWhenSnsFails() {
        String topic = topic("email");
        aws.failNext("sns:ListSubscriptionsByTopic", Fault.INTERNAL_ERROR, 1);
        assertThat(new SnsSubscriberReader(clients, topic).read()).isInstanceOf(Reading.Known.class);
        assertThat(new LocalAccounts(aws).requests("ListSubscriptionsByTopic")).hasSize(2);
    }

    private static AlertMessage message() {
        return new AlertMessage(
                "HIGH: open",
                "plain text",
                "{}",
                "{\"schema\":1}",
                Map.of("severity", "HIGH"),
                Map.of("ruleIds", List.of("ecr-policy-not-public")));
    }

    private String topic(String... protocols) {
        String topic = clients.sns()
                .createTopic(CreateTopicRequest.builder().name("alerts").build())
                .topicArn();
        for (String protocol : protocols) {
            String endpoint = protocol.equals("email") ? "team@example.com" : "https://example.com/alerts";
            clients.sns()
                    .subscribe(SubscribeRequest.builder()
                            .topicArn(topic)
                            .protocol(protocol)
                            .endpoint(endpoint)
                            .build());
        }
        return topic;
    }

    private String fifo() {
        return sqs.createQueue(CreateQueueRequest.builder()
                        .queueName("drain-requests.fifo")
                        .attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true"))
                        .build())
                .queueUrl();
    }

    private String standard() {
        return sqs.createQueue(CreateQueueRequest.builder().queueName("queue").build())
                .queueUrl();
    }

    private Message onlyMessage(String queue) {
        List<Message> messages = messages(queue);
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    private List<Message> messages(String queue) {
        return sqs.receiveMessage(ReceiveMessageRequest.builder()
                        .queueUrl(queue)
                        .maxNumberOfMessages(10)
                        .build())
                .messages();
    }
}
