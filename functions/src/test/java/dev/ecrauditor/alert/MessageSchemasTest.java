package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ecrauditor.alert.StoryMessages.PublishedMessage;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.rule.Severity;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every message that any story publishes keeps to the published schemas, and a message that does not is noticed. */
class MessageSchemasTest {

    static List<PublishedMessage> everyMessage() throws Exception {
        return StoryMessages.all();
    }

    static Stream<AlertBuilder> rareAlerts() {
        return Stream.of(
                AlertBuilder.opened().withoutEvent().publicAccess(),
                AlertBuilder.resolved(Cause.REMEDIATED).notScanned(),
                AlertBuilder.resolved(Cause.DELETED).notScanned().withoutPolicy(),
                AlertBuilder.opened().violation("ecr-rule-of-old", Severity.LOW, "It fails."),
                AlertBuilder.opened()
                        .named("a".repeat(256))
                        .publicAccess()
                        .notEncrypted()
                        .withoutPolicy()
                        .notScanned(),
                AlertBuilder.opened().of("aws-cn", "cn-north-1", "a.b_c__d-e/f").publicAccess(),
                AlertBuilder.opened().of("aws-us-gov", "us-gov-west-1", "ab").publicAccess());
    }

    @Test
    void theStoriesCoverEveryStatusAndRule() throws Exception {
        assertThat(everyMessage()).hasSizeGreaterThan(40);
        assertThat(everyMessage().stream()
                        .map(message -> message.message().labels().get("status")))
                .contains(
                        "OPENED",
                        "CHANGED",
                        "RESOLVED",
                        "REMEDIATED",
                        "REMEDIATION_PLANNED",
                        "REMEDIATION_FAILED",
                        "SUSPENDED");
        assertThat(everyMessage().stream().flatMap(message -> message.message().lists().get("ruleIds").stream()))
                .contains(
                        AlertBuilder.ENCRYPTION, AlertBuilder.PRESENT, AlertBuilder.NOT_PUBLIC, AlertBuilder.SCANNING);
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void everyAlertIsValidBySchema(PublishedMessage message) {
        assertThat(MessageSchema.ALERT.faults(message.message().json())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void everyChatMessageIsValidByTheChatServicesSchema(PublishedMessage message) {
        assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(message.message().chat()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rareAlerts")
    void rareAlertsAreValidByBothSchemas(AlertBuilder alert) {
        assertThat(MessageSchema.ALERT.faults(alert.rendered().json())).isEmpty();
        assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(alert.rendered().chat()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void alertsOfEveryStatusAndKindAreValidByBothSchemas(AlertStatus status) {
        AlertBuilder alert = AlertBuilder.opened()
                .status(status)
                .publicAccess()
                .coverageGap(AlertBuilder.SCANNING, Severity.MEDIUM, "denied");
        assertThat(MessageSchema.ALERT.faults(alert.rendered().json())).isEmpty();
        assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(alert.rendered().chat()))
                .isEmpty();
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                arguments("'schema':1", "'schema':2"),
                arguments("'schema':1,", ""),
                arguments("'schema':1", "'schema':1,'extra':true"),
                arguments("OPENED", "OPEN"),
                arguments("OPENED", "RESOLVED"),
                arguments("'severity':'CRITICAL'", "'severity':'critical'"),
                arguments("'accountId':'111122223333'", "'accountId':'1111'"),
                arguments("'repository':'payments/api'", "'repository':'Payments'"),
                arguments("https://us-east-1", "http://us-east-1"),
                arguments("console.aws.amazon.com", "console.example.com"),
                arguments("'kind':'VIOLATION'", "'kind':'OPINION'"),
                arguments("'kind':'VIOLATION'", "'kind':'VIOLATION','cause':'FIXED'"),
                arguments("2026-11-20T10:05:45Z", "20 Nov 2026 10:05"),
                arguments("2026-11-20T10:05:45Z", "2026-11-20T10:05:45+01:00"),
                arguments("#1'", "'"),
                arguments("'tool':'CONSOLE'", "'tool':'MAGIC'"),
                arguments("'detectionDelaySeconds':60", "'detectionDelaySeconds':60.5"),
                arguments(",'detectionDelaySeconds':60", ""),
                arguments("'eventName':'SetRepositoryPolicy'", "'eventName':'PutImage'"),
                arguments("'name':'statement 1'", "'name':''"),
                arguments("'fix':[", "'fix':[7,"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("damages")
    void aBrokenAlertIsRefused(String sound, String damaged) {
        String alert = AlertBuilder.opened().publicAccess().rendered().json();
        String there = sound.replace('\'', '"');
        assertThat(alert).contains(there);
        assertThat(MessageSchema.ALERT.faults(alert.replace(there, damaged.replace('\'', '"'))))
                .isNotEmpty();
    }

    @Test
    void anActorWithoutAnEventIsRefused() {
        String sound = AlertBuilder.opened().publicAccess().rendered().json();
        String event = sound.substring(sound.indexOf("\"event\":{"), sound.lastIndexOf("\"setBy\""));
        assertThat(MessageSchema.ALERT.faults(sound.replace(event, ""))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"version\":\"1.0\",\"source\":\"custom\",\"content\":{}}",
                "{\"version\":\"2.0\",\"source\":\"custom\",\"content\":{\"description\":\"x\"}}",
                "{\"version\":\"1.0\",\"source\":\"aws\",\"content\":{\"description\":\"x\"}}",
                "{\"version\":\"1.0\",\"source\":\"custom\",\"content\":{\"description\":\"\"}}",
                "{\"version\":\"1.0\",\"source\":\"custom\",\"content\":{\"description\":\"x\",\"textType\":\"markdown\"}}",
                "{\"version\":\"1.0\",\"source\":\"custom\",\"content\":{\"description\":\"x\",\"nextSteps\":\"x\"}}",
                "{\"version\":\"1.0\",\"source\":\"custom\",\"content\":{\"description\":\"x\"},\"metadata\":{\"additionalContext\":{\"n\":1}}}"
            })
    void aBrokenChatMessageIsRefused(String message) {
        assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(message)).isNotEmpty();
    }

    @Test
    void theLimitsOfTheChatServiceAreInItsSchema() {
        String start = "{\"version\":\"1.0\",\"source\":\"custom\",\"content\":{\"description\":\"";
        assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(start + "x".repeat(8_000) + "\"}}"))
                .isEmpty();
        assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(start + "x".repeat(8_001) + "\"}}"))
                .isNotEmpty();
        String titled = start + "x\",\"title\":\"";
        assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(titled + "x".repeat(251) + "\"}}"))
                .isNotEmpty();
        String stepped = start + "x\",\"nextSteps\":[\"";
        assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(stepped + "x".repeat(351) + "\"]}}"))
                .isNotEmpty();
        String worded = start + "x\",\"keywords\":[\"";
        assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(worded + "x".repeat(76) + "\"]}}"))
                .isNotEmpty();
    }
}
