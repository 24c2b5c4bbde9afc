package dev.ecrauditor.localaws.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.localaws.TestCloud;
import dev.ecrauditor.localaws.call.Json;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.InvalidParameterValueException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sqs.model.Message;

class SnsTest {

    private static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:alerts";
    private static final Map<String, MessageAttributeValue> ATTRIBUTES = Map.of(
            "severity", attribute("String", "HIGH"),
            "rules", attribute("String.Array", "[\"a\",\"b\"]"));

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void creatingATopicIsIdempotent() {
        assertThat(createTopic()).isEqualTo(TOPIC);
        subscribe("email", "team@example.com");
        assertThat(createTopic()).isEqualTo(TOPIC);

        publish("hello");

        assertThat(cloud.aws.deliveries()).hasSize(1);
    }

    @Test
    void aTopicWithOtherAttributesIsNotTheSameTopic() {
        createTopic();

        assertThatThrownBy(
                        () -> cloud.sns.createTopic(b -> b.name("alerts").attributes(Map.of("DisplayName", "Alerts"))))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> cloud.sns.createTopic(b -> b.name("no good")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void emailAndHttpsDeliveriesAreKeptForTheCaller() {
        createTopic();
        subscribe("email", "team@example.com");
        subscribe("https", "https://example.com/hook");

        String id = cloud.sns
                .publish(b -> b.topicArn(TOPIC)
                        .subject("Repository ünsafe")
                        .message("<b>&\"quoted\"</b>\n")
                        .messageAttributes(ATTRIBUTES))
                .messageId();

        Map<String, String> texts = Map.of("severity", "HIGH", "rules", "[\"a\",\"b\"]");
        assertThat(cloud.aws.deliveries())
                .containsExactly(
                        new Delivery(
                                TOPIC,
                                "email",
                                "team@example.com",
                                "Repository ünsafe",
                                "<b>&\"quoted\"</b>\n",
                                texts,
                                id),
                        new Delivery(
                                TOPIC,
                                "https",
                                "https://example.com/hook",
                                "Repository ünsafe",
                                "<b>&\"quoted\"</b>\n",
                                texts,
                                id));
    }

    @Test
    void aQueueGetsTheMessageInItsEnvelope() throws Exception {
        createTopic();
        String queue = queue("inbox");
        subscribe("sqs", "arn:aws:sqs:us-east-1:111122223333:inbox");

        String id = cloud.sns
                .publish(b -> b.topicArn(TOPIC).subject("S").message("hello").messageAttributes(ATTRIBUTES))
                .messageId();

        JsonNode envelope = Json.parse(receive(queue).body());
        assertThat(envelope.get("Type").asText()).isEqualTo("Notification");
        assertThat(envelope.get("MessageId").asText()).isEqualTo(id);
        assertThat(envelope.get("TopicArn").asText()).isEqualTo(TOPIC);
        assertThat(envelope.get("Subject").asText()).isEqualTo("S");
        assertThat(envelope.get("Message").asText()).isEqualTo("hello");
        assertThat(envelope.get("Timestamp").asText()).isEqualTo("2026-11-20T10:05:00.250Z");
        assertThat(envelope.at("/MessageAttributes/severity/Type").asText()).isEqualTo("String");
        assertThat(envelope.at("/MessageAttributes/rules/Value").asText()).isEqualTo("[\"a\",\"b\"]");
    }

    @Test
    void rawDeliveryGivesAQueueTheMessageItself() {
        createTopic();
        String queue = queue("inbox");
        cloud.sns.subscribe(b -> b.topicArn(TOPIC)
                .protocol("sqs")
                .endpoint("arn:aws:sqs:us-east-1:111122223333:inbox")
                .attributes(Map.of("RawMessageDelivery", "true")));

        cloud.sns.publish(b -> b.topicArn(TOPIC).message("hello").messageAttributes(ATTRIBUTES));

        Message received = receive(queue);
        assertThat(received.body()).isEqualTo("hello");
        assertThat(received.messageAttributes().get("severity").stringValue()).isEqualTo("HIGH");
    }

    @Test
    void anotherAccountsQueueCanBeSubscribed() {
        createTopic();
        var member = cloud.sqs(cloud.assume(TestCloud.MEMBER), TestCloud.REGION);
        String queue = member.createQueue(b -> b.queueName("inbox")).queueUrl();
        subscribe("sqs", "arn:aws:sqs:us-east-1:444455556666:inbox");

        publish("hello");

        assertThat(member.receiveMessage(b -> b.queueUrl(queue)).messages()).hasSize(1);
    }

    @Test
    void aMessagePerProtocolReachesEachProtocol() throws Exception {
        createTopic();
        String queue = queue("inbox");
        subscribe("sqs", "arn:aws:sqs:us-east-1:111122223333:inbox");
        subscribe("email", "team@example.com");
        subscribe("https", "https://example.com/hook");

        cloud.sns.publish(b -> b.topicArn(TOPIC)
                .messageStructure("json")
                .message("{\"default\": \"d\", \"email\": \"e\", \"sqs\": \"q\"}"));

        assertThat(cloud.aws.deliveries()).extracting(Delivery::message).containsExactly("e", "d");
        assertThat(Json.parse(receive(queue).body()).get("Message").asText()).isEqualTo("q");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"email\": \"e\"}", "{\"default\": 1}", "[]", "hello"})
    void aMessagePerProtocolNeedsADefaultText(String message) {
        createTopic();

        assertThatThrownBy(() -> cloud.sns.publish(
                        b -> b.topicArn(TOPIC).messageStructure("json").message(message)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Message Structure");
    }

    @Test
    void aMessageMayHave262144BytesAndNotOneMore() {
        createTopic();
        publish("x".repeat(262_144));

        assertThatThrownBy(() -> publish("x".repeat(262_145))).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> cloud.sns.publish(
                        b -> b.topicArn(TOPIC).message("x".repeat(262_144)).messageAttributes(ATTRIBUTES)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> publish("")).isInstanceOf(InvalidParameterException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines", "a\rb", "bell\u0007"})
    void aSubjectHasNoLineBreaksOrControlCharacters(String subject) {
        createTopic();

        assertThatThrownBy(() -> cloud.sns.publish(
                        b -> b.topicArn(TOPIC).subject(subject).message("m")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid parameter: Subject");
    }

    @Test
    void aSubjectHasAtMostAHundredCharacters() {
        createTopic();
        cloud.sns.publish(b -> b.topicArn(TOPIC).subject("x".repeat(100)).message("m"));

        assertThatThrownBy(() -> cloud.sns.publish(
                        b -> b.topicArn(TOPIC).subject("x".repeat(101)).message("m")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void anEmptyAttributeIsAnInvalidValue() {
        createTopic();

        assertThatThrownBy(() -> cloud.sns.publish(b ->
                        b.topicArn(TOPIC).message("m").messageAttributes(Map.of("severity", attribute("String", "")))))
                .isInstanceOf(InvalidParameterValueException.class);
    }

    @Test
    void anUnknownTopicIsNotFound() {
        assertThatThrownBy(() -> publish("hello")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> subscribe("email", "team@example.com")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void theTopicOfAnotherAccountIsRefused() {
        assertThatThrownBy(() -> cloud.sns.publish(b ->
                        b.topicArn("arn:aws:sns:us-east-1:444455556666:alerts").message("m")))
                .isInstanceOf(AuthorizationErrorException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alerts",
                "arn:aws:sns:eu-west-1:111122223333:alerts",
                "arn:aws:sqs:us-east-1:111122223333:alerts"
            })
    void whatIsNoTopicOfThisRegionIsAnInvalidParameter(String arn) {
        assertThatThrownBy(() -> cloud.sns.publish(b -> b.topicArn(arn).message("m")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void anEndpointMustFitItsProtocol() {
        createTopic();

        assertThatThrownBy(() -> subscribe("email", "nobody")).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> subscribe("https", "http://example.com"))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> subscribe("sqs", "inbox")).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> subscribe("pigeon", "loft")).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> subscribe("lambda", "arn:aws:lambda:us-east-1:111122223333:function:f"))
                .isInstanceOfSatisfying(
                        SnsException.class, e -> assertThat(e.statusCode()).isEqualTo(501))
                .hasMessageContaining("sns:Subscribe with the protocol lambda");
    }

    @Test
    void aSecondSubscriptionOfTheSameEndpointIsTheFirst() {
        createTopic();

        assertThat(subscribe("email", "team@example.com")).isEqualTo(subscribe("email", "team@example.com"));
    }

    private String createTopic() {
        return cloud.sns.createTopic(b -> b.name("alerts")).topicArn();
    }

    private String subscribe(String protocol, String endpoint) {
        return cloud.sns
                .subscribe(b -> b.topicArn(TOPIC).protocol(protocol).endpoint(endpoint))
                .subscriptionArn();
    }

    private void publish(String message) {
        cloud.sns.publish(b -> b.topicArn(TOPIC).message(message));
    }

    private String queue(String name) {
        return cloud.sqs.createQueue(b -> b.queueName(name)).queueUrl();
    }

    private Message receive(String queue) {
        return cloud.sqs
                .receiveMessage(b -> b.queueUrl(queue).messageAttributeNames("All"))
                .messages()
                .get(0);
    }

    private static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }
}
