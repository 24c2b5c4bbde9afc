package dev.ecrauditor.infra.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ecrauditor.infra.Intrinsics;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import dev.ecrauditor.settings.file.RemediationMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.event.ruler.Ruler;

/** The pattern of the template, matched by EventBridge's own matcher against the record of our own call. */
class SwitchOffAlarmTest {

    private static final SynthesizedHub ON = SynthesizedHub.full();
    private static final Path STORIES = Path.of("..", "events", "PutImageScanningConfiguration");

    @Test
    void ourRoleSwitchingScanningOffMatches() throws Exception {
        assertThat(matches(switchedOff())).isTrue();
    }

    @Test
    void itMatchesWhateverTheSessionIsCalled() throws Exception {
        assertThat(matches(switchedOff()
                        .replace(
                                "assumed-role/ecr-auditor-remediation/ecr-auditor-remediation",
                                "assumed-role/ecr-auditor-remediation/somebody")))
                .isTrue();
    }

    @Test
    void itMatchesAFlagThatIsLeftOutWhichIsOff() throws Exception {
        assertThat(matches(switchedOff().replaceAll("\\{\\s*\"scanOnPush\": false\\s*}", "{\"other\": 1}")))
                .isTrue();
        assertThat(matches(switchedOff().replaceAll("\"imageScanningConfiguration\": \\{[^}]*}", "\"other\": 1")))
                .isTrue();
    }

    @Test
    void ourRoleSwitchingScanningOnDoesNot() throws Exception {
        assertThat(matches(switchedOn())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // another role, also one whose session bears our name
                "\"userName\": \"ecr-auditor-remediation\"|\"userName\": \"Deploy\"",
                "\"userName\": \"ecr-auditor-remediation\"|\"userName\": \"ecr-auditor-remediation-2\"",
                "\"sessionContext\"|\"noSessionContext\"",
                // another call, another service, a forgery, a call that failed
                "\"eventName\": \"PutImageScanningConfiguration\"|\"eventName\": \"PutImageTagMutability\"",
                "\"eventSource\": \"ecr.amazonaws.com\"|\"eventSource\": \"ecr-public.amazonaws.com\"",
                "\"source\": \"aws.ecr\"|\"source\": \"my.forgery\"",
                "\"detail-type\": \"AWS API Call via CloudTrail\"|\"detail-type\": \"AWS Console Sign In via CloudTrail\"",
                "\"eventVersion\"|\"errorCode\": \"AccessDenied\", \"eventVersion\""
            })
    void anythingElseDoesNot(String ours, String other) throws Exception {
        assertThat(switchedOff()).contains(ours);
        assertThat(matches(switchedOff().replace(ours, other))).isFalse();
    }

    @Test
    void aSessionThatBorrowsOurNameDoesNot() throws Exception {
        assertThat(matches(story("switched-on-by-a-session-that-borrows-our-name")
                        .replace("\"scanOnPush\": true", "\"scanOnPush\": false")))
                .isFalse();
    }

    @Test
    void somebodyElseSwitchingOffIsAnAlertAndNoAlarm() throws Exception {
        assertThat(matches(story("switched-off-by-terraform"))).isFalse();
    }

    @Test
    void onlyTheRequestCountsAndNotTheAnswer() throws Exception {
        JsonNode event = new ObjectMapper().readTree(switchedOff());
        assertThat(event.at("/detail/requestParameters/imageScanningConfiguration/scanOnPush")
                        .isBoolean())
                .isTrue();
        assertThat(pattern()).doesNotContain("responseElements").hasSizeLessThan(2_048);
    }

    @Test
    void theAlarmCountsWhatThisRuleMatchesAndNotifiesTheOperationsTopic() {
        Resource alarm = ON.resources("AWS::CloudWatch::Alarm").stream()
                .filter(each -> each.property("/AlarmName").equals(SwitchOffAlarm.RULE_NAME))
                .findFirst()
                .orElseThrow();
        assertThat(alarm.property("/Namespace")).isEqualTo("AWS/Events");
        assertThat(alarm.property("/MetricName")).isEqualTo("TriggeredRules");
        assertThat(alarm.property("/Dimensions/0/Name")).isEqualTo("RuleName");
        assertThat(alarm.property("/Dimensions/0/Value")).isEqualTo(rule().property("/Name"));
        assertThat(alarm.property("/AlarmActions/0")).startsWith("${OperationsTopic");
        assertThat(rule().properties().has("EventBusName")).isFalse();
    }

    @Test
    void theRuleNotifiesTheOperationsTopicInOneSentenceThatNoCallerWrites() {
        assertThat(rule().properties().get("Targets")).hasSize(1);
        assertThat(rule().property("/Targets/0/Arn")).startsWith("${OperationsTopic");
        assertThat(rule().properties()
                        .at("/Targets/0/InputTransformer/InputPathsMap")
                        .properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("repository", "account", "region", "event");
        assertThat(rule().properties().at("/Targets/0/InputTransformer").toString())
                .doesNotContain("userIdentity", "userAgent", "sourceIPAddress");
        // Without a condition: EventBridge supports none in the policy of a topic, and the sentence would never arrive.
        assertThat(ON.statements("AWS::SNS::TopicPolicy")
                        .filter(statement -> statement.path("Sid").asText().equals("EventBridgePublishes")))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(Intrinsics.text(statement.get("Resource"))).startsWith("${OperationsTopic");
                    assertThat(statement.has("Condition")).isFalse();
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = RemediationMode.class,
            names = {"OFF", "DRY_RUN"})
    void whereNothingCanWriteNothingIsWatched(RemediationMode mode) {
        assertThat(SynthesizedHub.withRemediation(mode).json().toString())
                .doesNotContain("switched-off", "EventBridgePublishes");
    }

    private static String switchedOff() throws IOException {
        String event = switchedOn().replace("\"scanOnPush\": true", "\"scanOnPush\": false");
        assertThat(event).isNotEqualTo(switchedOn());
        return event;
    }

    private static String switchedOn() throws IOException {
        return story("switched-on-by-remediation");
    }

    private static String story(String name) throws IOException {
        return Files.readString(STORIES.resolve(name).resolve("event.json"));
    }

    private static boolean matches(String event) throws Exception {
        return Ruler.matchesRule(event, pattern());
    }

    private static String pattern() {
        return rule().properties().get("EventPattern").toString();
    }

    private static Resource rule() {
        return ON.resource("AWS::Events::Rule", "SwitchOffAlarmRule");
    }
}
