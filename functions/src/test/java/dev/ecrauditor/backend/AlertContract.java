package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.aws.SnsAlertChannel;
import dev.ecrauditor.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sqs.model.Message;

/** What the alert channel publishes, as it lies in a subscribed queue. */
interface AlertContract extends BackendContractPart {

    /** What SNS takes at most, message and attributes together, in bytes. */
    int MOST_BYTES = 262_144;

    String SCHEMA = "{\"schema\":1,\"headline\":\"caf\u00e9 \u2028 \ud83d\udc33 \\\\ \\\"quoted\\\"\\n\"}";

    @Test
    default void anAlertArrivesOnceWithSubjectBodyAndAttributes() {
        Inbox inbox = Inbox.subscribe(fixture(), Map.of());
        publish(inbox, message(SCHEMA));
        List<Json> envelopes = inbox.takeEnvelopes();
        assertThat(envelopes).hasSize(1);
        Json envelope = envelopes.get(0);
        assertThat(envelope.text("Type")).hasValue("Notification");
        assertThat(envelope.text("TopicArn")).hasValue(inbox.topicArn());
        assertThat(envelope.text("Subject")).hasValue("[HIGH] payments/api is public");
        assertThat(envelope.text("Message")).hasValue(SCHEMA);
        assertThat(envelope.members("MessageAttributes")).containsOnlyKeys("severity", "ruleIds");
        assertThat(envelope.text("MessageAttributes", "severity", "Type")).hasValue("String");
        assertThat(envelope.text("MessageAttributes", "severity", "Value")).hasValue("HIGH");
        assertThat(envelope.text("MessageAttributes", "ruleIds", "Type")).hasValue("String.Array");
        assertThat(envelope.text("MessageAttributes", "ruleIds", "Value").map(Inbox::json))
                .hasValue(Json.of(List.of("ecr-policy-not-public", "ecr-scan-on-push")));
    }

    @Test
    default void aRawSubscriptionGetsTheAlertItselfAndItsAttributes() {
        Inbox inbox = Inbox.subscribe(fixture(), Map.of("RawMessageDelivery", "true"));
        publish(inbox, message(SCHEMA));
        List<Message> messages = inbox.takeMessages();
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0).body()).isEqualTo(SCHEMA);
        assertThat(messages.get(0).messageAttributes()).containsOnlyKeys("severity", "ruleIds");
        assertThat(messages.get(0).messageAttributes().get("ruleIds"))
                .satisfies(list -> assertThat(list.dataType()).isEqualTo("String.Array"))
                .satisfies(list -> assertThat(Inbox.json(list.stringValue()))
                        .isEqualTo(Json.of(List.of("ecr-policy-not-public", "ecr-scan-on-push"))));
    }

    @Test
    default void alertsArriveAsOftenAsTheyArePublishedAndToEveryone() {
        Inbox inbox = Inbox.subscribe(fixture(), Map.of());
        publish(inbox, message("{\"number\":1}"));
        publish(inbox, message("{\"number\":2}"));
        publish(inbox, message("{\"number\":2}"));
        assertThat(inbox.takeEnvelopes().stream()
                        .map(envelope -> envelope.text("Message").orElseThrow()))
                .containsExactlyInAnyOrder("{\"number\":1}", "{\"number\":2}", "{\"number\":2}");
    }

    @Test
    default void aSubscriptionMayAskForOneRuleOrOneSeverity() throws Throwable {
        String critical = "{\"severity\":[\"CRITICAL\"]}";
        String oneRule = "{\"ruleIds\":[\"ecr-scan-on-push\"]}";
        Expectation.asOnAws(() -> {
                    Inbox others = Inbox.subscribe(fixture(), Map.of("FilterPolicy", critical));
                    publish(others, message(SCHEMA));
                    assertThat(others.takeMessages()).isEmpty();
                    Inbox ours = Inbox.subscribe(fixture(), Map.of("FilterPolicy", oneRule));
                    publish(ours, message(SCHEMA));
                    assertThat(ours.takeMessages()).hasSize(1);
                })
                .unless(
                        Difference.NO_SUBSCRIPTION_FILTERS,
                        () -> assertThatExceptionOfType(SnsException.class)
                                .isThrownBy(() -> Inbox.subscribe(fixture(), Map.of("FilterPolicy", critical)))
                                .satisfies(refused ->
                                        assertThat(refused.statusCode()).isEqualTo(501)))
                .holdsOn(fixture().backend());
    }

    @Test
    default void theLargestAlertPasses() {
        Inbox inbox = Inbox.subscribe(fixture(), Map.of());
        publish(inbox, ofSize(MOST_BYTES - attributeBytes()));
        assertThat(inbox.takeMessages()).hasSize(1);
    }

    @Test
    default void anAlertThatIsTooLargeIsRefusedAndNotCutOff() {
        Inbox inbox = Inbox.subscribe(fixture(), Map.of());
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> publish(inbox, ofSize(MOST_BYTES + 1)))
                .withMessageContaining("too long");
        assertThat(inbox.takeMessages()).isEmpty();
    }

    @Test
    default void attributesCountTowardTheLargestAlert() throws Throwable {
        Inbox inbox = Inbox.subscribe(fixture(), Map.of());
        AlertMessage oneByteMore = ofSize(MOST_BYTES - attributeBytes() + 1);
        Expectation.asOnAws(() -> assertThatExceptionOfType(InvalidParameterException.class)
                        .isThrownBy(() -> publish(inbox, oneByteMore)))
                .unless(Difference.ATTRIBUTES_ARE_NOT_MEASURED, () -> {
                    publish(inbox, oneByteMore);
                    assertThat(inbox.takeMessages()).hasSize(1);
                })
                .holdsOn(fixture().backend());
    }

    @Test
    default void anUnknownTopicIsTheTypedError() {
        String unknown = "arn:aws:sns:us-east-1:" + fixture().hub().account() + ":never-made";
        SnsAlertChannel channel = new SnsAlertChannel(fixture().clients(), unknown);
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> channel.publish(message(SCHEMA)));
    }

    private void publish(Inbox inbox, AlertMessage message) {
        new SnsAlertChannel(fixture().clients(), inbox.topicArn()).publish(message);
    }

    /** An alert whose bodies of all protocols together make a message of this size. */
    private static AlertMessage ofSize(int bytes) {
        int frame = "{\"default\":\"\",\"email\":\"\",\"https\":\"\"}".length();
        int third = (bytes - frame) / 3;
        int rest = bytes - frame - 2 * third;
        return new AlertMessage("largest", "e".repeat(third), "c".repeat(third), "j".repeat(rest), labels(), lists());
    }

    private static int attributeBytes() {
        return "severityStringHIGH".length()
                + "ruleIdsString.Array[\"ecr-policy-not-public\",\"ecr-scan-on-push\"]".length();
    }

    private static AlertMessage message(String json) {
        return new AlertMessage("[HIGH] payments/api is public", "for people", "{}", json, labels(), lists());
    }

    private static Map<String, String> labels() {
        return Map.of("severity", "HIGH");
    }

    private static Map<String, List<String>> lists() {
        return Map.of("ruleIds", List.of("ecr-policy-not-public", "ecr-scan-on-push"));
    }
}
