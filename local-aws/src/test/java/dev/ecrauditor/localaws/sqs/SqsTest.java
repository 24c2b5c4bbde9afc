package dev.ecrauditor.localaws.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.InvalidAttributeNameException;
import software.amazon.awssdk.services.sqs.model.InvalidAttributeValueException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SqsTest {

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void aQueueUrlHasAccountAndName() {
        String url = create("inbox", Map.of());

        assertThat(url).isEqualTo(cloud.aws.endpoint() + "/111122223333/inbox");
        assertThat(cloud.sqs.getQueueUrl(b -> b.queueName("inbox")).queueUrl()).isEqualTo(url);
    }

    @Test
    void aQueueIsCreatedAgainOnlyWithTheSameAttributes() {
        String url = create("inbox", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "60"));

        assertThat(create("inbox", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "60")))
                .isEqualTo(url);
        assertThatThrownBy(() -> create("inbox", Map.of())).isInstanceOf(QueueNameExistsException.class);
    }

    @Test
    void anUnknownQueueDoesNotExist() {
        String url = cloud.aws.endpoint() + "/111122223333/nope";

        assertThatThrownBy(() -> cloud.sqs.getQueueUrl(b -> b.queueName("nope")))
                .isInstanceOf(QueueDoesNotExistException.class)
                .hasMessageContaining("The specified queue does not exist.");
        assertThatThrownBy(() -> send(url, "m")).isInstanceOf(QueueDoesNotExistException.class);
        assertThatThrownBy(() -> receive(url)).isInstanceOf(QueueDoesNotExistException.class);
    }

    @Test
    void theQueueOfAnotherAccountIsRefused() {
        String url = cloud.aws.endpoint() + "/444455556666/inbox";

        assertThatThrownBy(() -> send(url, "m"))
                .isInstanceOfSatisfying(
                        SqsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
    }

    @Test
    void wrongAttributesAreRefused() {
        assertThatThrownBy(() -> create("inbox", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "43201")))
                .isInstanceOf(InvalidAttributeValueException.class);
        assertThatThrownBy(() -> create("inbox", Map.of(QueueAttributeName.DELAY_SECONDS, "soon")))
                .isInstanceOf(InvalidAttributeValueException.class);
        assertThatThrownBy(() -> create("inbox", Map.of(QueueAttributeName.REDRIVE_POLICY, "{}")))
                .isInstanceOf(InvalidAttributeValueException.class);
        assertThatThrownBy(() -> create("inbox", Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining(".fifo");
        assertThatThrownBy(() -> create("inbox", Map.of(QueueAttributeName.POLICY, "{}")))
                .isInstanceOfSatisfying(
                        SqsException.class, e -> assertThat(e.statusCode()).isEqualTo(501))
                .hasMessageContaining("the queue attribute Policy");
    }

    @Test
    void theAttributesCountMessagesByWhereTheyAre() {
        String url = create("inbox", Map.of());
        send(url, "one");
        send(url, "two");
        cloud.sqs.sendMessage(b -> b.queueUrl(url).messageBody("later").delaySeconds(60));
        receive(url);

        Map<QueueAttributeName, String> attributes = cloud.sqs
                .getQueueAttributes(b -> b.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();

        assertThat(attributes)
                .containsEntry(QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:us-east-1:111122223333:inbox")
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "1")
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "1")
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED, "1")
                .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "30");
        assertThatThrownBy(
                        () -> cloud.sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNamesWithStrings("Colour")))
                .isInstanceOf(InvalidAttributeNameException.class);
    }

    @Test
    void aMessageWithAttributesPassesTheChecksumsOfTheSdk() {
        String url = create("inbox", Map.of());
        Map<String, MessageAttributeValue> attributes = Map.of(
                "b", attribute("String", "ü"),
                "a", attribute("Number", "1"));

        cloud.sqs.sendMessage(b -> b.queueUrl(url).messageBody("grüße").messageAttributes(attributes));
        Message received = cloud.sqs
                .receiveMessage(b -> b.queueUrl(url)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .get(0);

        assertThat(received.body()).isEqualTo("grüße");
        assertThat(received.messageAttributes()).isEqualTo(attributes);
        assertThat(received.attributes())
                .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")
                .containsEntry(
                        MessageSystemAttributeName.SENT_TIMESTAMP, String.valueOf(TestCloud.START.toEpochMilli()));
    }

    @Test
    void aReceivedMessageIsHiddenUntilItsVisibilityTimeoutEnds() {
        String url = create("inbox", Map.of());
        send(url, "m");
        assertThat(receive(url)).hasSize(1);

        cloud.clock.advance(Duration.ofSeconds(29));
        assertThat(receive(url)).isEmpty();

        cloud.clock.advance(Duration.ofSeconds(1));
        assertThat(receiveCount(receive(url).get(0))).isEqualTo(2);
    }

    @Test
    void visibilityCanBeChangedWhileTheMessageIsInFlight() {
        String url = create("inbox", Map.of());
        send(url, "m");
        String handle = receive(url).get(0).receiptHandle();
        changeVisibility(url, handle, 0);

        String newer = receive(url).get(0).receiptHandle();
        changeVisibility(url, newer, 100);
        cloud.clock.advance(Duration.ofSeconds(99));

        assertThat(receive(url)).isEmpty();
        assertThatThrownBy(() -> changeVisibility(url, handle, 0)).isInstanceOf(MessageNotInflightException.class);
        cloud.clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> changeVisibility(url, newer, 0)).isInstanceOf(MessageNotInflightException.class);
    }

    @Test
    void aDeletedMessageDoesNotComeBackAndAnOldReceiptDeletesNothing() {
        String url = create("inbox", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "0"));
        send(url, "m");
        String old = receive(url).get(0).receiptHandle();
        String newest = receive(url).get(0).receiptHandle();

        delete(url, old);
        assertThat(receive(url)).hasSize(1);

        delete(url, newest);
        assertThat(receive(url)).as("the newest receipt was a third one").hasSize(1);
        delete(url, receive(url).get(0).receiptHandle());
        assertThat(receive(url)).isEmpty();
        delete(url, newest);
    }

    @Test
    void whatIsNoReceiptHandleIsInvalid() {
        String url = create("inbox", Map.of());

        assertThatThrownBy(() -> delete(url, "nonsense!")).isInstanceOf(ReceiptHandleIsInvalidException.class);
        assertThatThrownBy(() -> changeVisibility(url, "bm9uc2Vuc2U=", 1))
                .isInstanceOf(ReceiptHandleIsInvalidException.class);
    }

    @Test
    void aDelayedMessageIsVisibleAfterItsDelay() {
        String url = create("inbox", Map.of(QueueAttributeName.DELAY_SECONDS, "10"));
        send(url, "queue's delay");
        cloud.sqs.sendMessage(b -> b.queueUrl(url).messageBody("at once").delaySeconds(0));

        assertThat(receive(url)).extracting(Message::body).containsExactly("at once");
        cloud.clock.advance(Duration.ofSeconds(10));
        assertThat(receive(url)).extracting(Message::body).containsExactly("queue's delay");
    }

    @Test
    void numbersOutOfBoundsAndEmptyBodiesAreRefused() {
        String url = create("inbox", Map.of());

        assertThatThrownBy(() -> cloud.sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(11)))
                .isInstanceOfSatisfying(
                        SqsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue"));
        assertThatThrownBy(() -> cloud.sqs.sendMessage(b -> b.queueUrl(url))).isInstanceOf(SqsException.class);
        assertThatThrownBy(() -> send(url, "x".repeat(1_048_577))).isInstanceOf(SqsException.class);
    }

    @Test
    void waitingEndsWhenAMessageArrives() throws Exception {
        String url = create("inbox", Map.of());
        var receiving = CompletableFuture.supplyAsync(() -> cloud.sqs
                .receiveMessage(b -> b.queueUrl(url).waitTimeSeconds(20))
                .messages());

        send(url, "m");

        assertThat(receiving.get()).hasSize(1);
    }

    @Test
    void aMessageThatWasReceivedTooOftenGoesToTheDeadLetterQueue() {
        String dead = create("dead", Map.of());
        String url = create(
                "inbox",
                Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        "0",
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\": \"arn:aws:sqs:us-east-1:111122223333:dead\", \"maxReceiveCount\": \"2\"}"));
        send(url, "poison");

        assertThat(receive(url)).hasSize(1);
        assertThat(receive(url)).hasSize(1);
        assertThat(receive(url)).isEmpty();

        Message buried = receive(dead).get(0);
        assertThat(buried.body()).isEqualTo("poison");
        assertThat(buried.attributes())
                .containsEntry(
                        MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN,
                        "arn:aws:sqs:us-east-1:111122223333:inbox");
    }

    @Test
    void aDeadLetterQueueMustExistAndBeOfTheSameKind() {
        create("dead", Map.of());
        String policy = "{\"deadLetterTargetArn\": \"arn:aws:sqs:us-east-1:111122223333:%s\", \"maxReceiveCount\": 2}";

        assertThatThrownBy(() -> create("a", Map.of(QueueAttributeName.REDRIVE_POLICY, policy.formatted("nope"))))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("Dead letter target does not exist");
        assertThatThrownBy(() -> create(
                        "a.fifo",
                        Map.of(
                                QueueAttributeName.FIFO_QUEUE,
                                "true",
                                QueueAttributeName.REDRIVE_POLICY,
                                policy.formatted("dead"))))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("same type");
    }

    private String create(String name, Map<QueueAttributeName, String> attributes) {
        return cloud.sqs
                .createQueue(b -> b.queueName(name).attributes(attributes))
                .queueUrl();
    }

    private void send(String url, String body) {
        cloud.sqs.sendMessage(b -> b.queueUrl(url).messageBody(body));
    }

    private List<Message> receive(String url) {
        return cloud.sqs
                .receiveMessage(b -> b.queueUrl(url).messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private void delete(String url, String handle) {
        cloud.sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(handle));
    }

    private void changeVisibility(String url, String handle, int seconds) {
        cloud.sqs.changeMessageVisibility(
                b -> b.queueUrl(url).receiptHandle(handle).visibilityTimeout(seconds));
    }

    private static int receiveCount(Message message) {
        return Integer.parseInt(message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
    }

    private static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }
}
