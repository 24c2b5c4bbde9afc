package dev.ecrauditor.localaws.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SqsFifoTest {

    @AutoClose
    final TestCloud cloud = new TestCloud();

    private String url = "";

    @BeforeEach
    void aFifoQueue() {
        url = cloud.sqs
                .createQueue(b -> b.queueName("changes.fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                .queueUrl();
    }

    @Test
    void messagesOfAGroupComeInTheOrderTheyWereSent() {
        send("a", "1");
        send("a", "2");
        send("b", "3");

        assertThat(bodies(10)).containsExactly("1", "2", "3");
    }

    @Test
    void aMessageInFlightLocksItsGroupAndNoOther() {
        send("a", "a1");
        send("a", "a2");
        send("b", "b1");
        Message first = receive(1).get(0);

        assertThat(bodies(10)).containsExactly("b1");

        cloud.sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(first.receiptHandle()));
        assertThat(bodies(10)).containsExactly("a2");
    }

    @Test
    void aFailedMessageComesBackBeforeItsSuccessors() {
        send("a", "a1");
        send("a", "a2");
        receive(1);
        cloud.clock.advance(Duration.ofSeconds(30));

        assertThat(bodies(10)).containsExactly("a1", "a2");
    }

    @Test
    void theSameDeduplicationIdIsOneMessageForFiveMinutes() {
        SendMessageResponse first = send("a", "1", "same");
        cloud.clock.advance(Duration.ofMinutes(5).minusMillis(1));
        SendMessageResponse second = send("a", "other body", "same");
        cloud.clock.advance(Duration.ofMillis(1));
        SendMessageResponse third = send("a", "3", "same");

        assertThat(second.messageId()).isEqualTo(first.messageId());
        assertThat(second.sequenceNumber()).isEqualTo(first.sequenceNumber());
        assertThat(third.messageId()).isNotEqualTo(first.messageId());
        assertThat(third.sequenceNumber()).isGreaterThan(first.sequenceNumber());
        assertThat(bodies(10)).containsExactly("1", "3");
    }

    @Test
    void aDeletedMessageIsStillADuplicate() {
        send("a", "1", "same");
        Message received = receive(1).get(0);
        cloud.sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(received.receiptHandle()));
        send("a", "1", "same");

        assertThat(receive(10)).isEmpty();
    }

    @Test
    void theBodyIsTheDeduplicationIdOfAContentBasedQueue() {
        String contentBased = cloud.sqs
                .createQueue(b -> b.queueName("content.fifo")
                        .attributes(Map.of(
                                QueueAttributeName.FIFO_QUEUE,
                                "true",
                                QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
                                "true")))
                .queueUrl();
        for (String body : List.of("x", "y", "x")) {
            cloud.sqs.sendMessage(
                    b -> b.queueUrl(contentBased).messageGroupId("g").messageBody(body));
        }

        assertThat(cloud.sqs
                        .receiveMessage(b -> b.queueUrl(contentBased).maxNumberOfMessages(10))
                        .messages())
                .extracting(Message::body)
                .containsExactly("x", "y");
    }

    @Test
    void groupAndDeduplicationIdAreRequiredAndDelaysRefused() {
        assertThatThrownBy(() -> cloud.sqs.sendMessage(
                        b -> b.queueUrl(url).messageBody("m").messageDeduplicationId("d")))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("MessageGroupId");
        assertThatThrownBy(() -> cloud.sqs.sendMessage(
                        b -> b.queueUrl(url).messageBody("m").messageGroupId("g")))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("ContentBasedDeduplication");
        assertThatThrownBy(() -> cloud.sqs.sendMessage(b -> b.queueUrl(url)
                        .messageBody("m")
                        .messageGroupId("g")
                        .messageDeduplicationId("d")
                        .delaySeconds(1)))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("not valid for this queue type");
    }

    private void send(String group, String body) {
        send(group, body, body);
    }

    private SendMessageResponse send(String group, String body, String deduplicationId) {
        return cloud.sqs.sendMessage(
                b -> b.queueUrl(url).messageGroupId(group).messageBody(body).messageDeduplicationId(deduplicationId));
    }

    private List<Message> receive(int most) {
        return cloud.sqs
                .receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(most))
                .messages();
    }

    private List<String> bodies(int most) {
        return receive(most).stream().map(Message::body).toList();
    }
}
