package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.infra.SynthesizedHub.Resource;
import dev.ecrauditor.settings.file.RemediationMode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class HubStackTest {

    private static final SynthesizedHub QUIET = SynthesizedHub.of(HubSettings.defaults());
    private static final SynthesizedHub FULL = SynthesizedHub.full();

    @Test
    void everyMinuteANudgeIsSentToTheOneMessageGroup() {
        Resource schedule = QUIET.resource("AWS::Events::Rule", "AlertFunctionEveryMinute");
        assertThat(schedule.property("/ScheduleExpression")).isEqualTo("rate(1 minute)");
        assertThat(schedule.property("/Targets/0/Arn")).startsWith("${AlertFunctionNudgeQueue");
        assertThat(schedule.property("/Targets/0/SqsParameters/MessageGroupId")).isEqualTo("alerts");
        // A constant input would be swallowed by content-based deduplication for five minutes.
        assertThat(schedule.properties().at("/Targets/0").has("Input")).isFalse();
    }

    @Test
    void everyQuarterOfAnHourTheSweepIsWokenOnItsOwnQueueOneAtATime() {
        Resource schedule = QUIET.resource("AWS::Events::Rule", "SweepFunctionEveryQuarterOfAnHour");
        assertThat(schedule.property("/ScheduleExpression")).isEqualTo("rate(15 minutes)");
        assertThat(schedule.property("/Targets/0/Arn")).startsWith("${SweepFunctionSweepQueue");
        assertThat(schedule.property("/Targets/0/SqsParameters/MessageGroupId")).isEqualTo("sweep");
        assertThat(schedule.properties().at("/Targets/0").has("Input")).isFalse();
    }

    @Test
    void whatTheRuleCannotDeliverIsPutAside() {
        Resource rule = QUIET.resource("AWS::Events::Rule", "EventIntakeRule");
        assertThat(rule.property("/Targets/0/Arn")).matches("\\$\\{EventIntakeChangeQueue(?!DeadLetters).*\\.Arn}");
        assertThat(rule.property("/Targets/0/DeadLetterConfig/Arn")).startsWith("${EventIntakeChangeQueueDeadLetters");
    }

    @Test
    void everyCustomerKeyRotates() {
        assertThat(FULL.resources("AWS::KMS::Key"))
                .hasSize(2)
                .allSatisfy(key -> assertThat(
                                key.properties().path("EnableKeyRotation").asBoolean())
                        .isTrue());
        assertThat(FULL.resource("AWS::KMS::Key", "DataKey")
                        .body()
                        .path("DeletionPolicy")
                        .asText())
                .isEqualTo("Retain");
    }

    @Test
    void withoutASettingsFileAndWithRemediationOffNothingOfItIsThere() {
        for (SynthesizedHub off : List.of(
                QUIET,
                SynthesizedHub.withSettings("exclusions: []"),
                SynthesizedHub.withRemediation(RemediationMode.OFF))) {
            assertThat(off.json().get("Resources").fieldNames())
                    .toIterable()
                    .noneMatch(id -> id.startsWith("Remediation") || id.startsWith("SwitchOff"));
            off.template().resourceCountIs("AWS::Lambda::Function", 3);
            off.template().resourceCountIs("AWS::SQS::Queue", 6);
        }
    }

    @Test
    void theRolesHaveTheNamesThatOthersRelyOn() {
        assertThat(FULL.resources("AWS::IAM::Role").stream()
                        .filter(role -> role.properties().has("RoleName")))
                .extracting(role -> role.property("/RoleName"))
                .containsExactlyInAnyOrder(
                        "ecr-auditor-audit", "ecr-auditor-alert", "ecr-auditor-remediation", "ecr-auditor-sweep");
    }

    @Test
    void nothingElseIsDeployed() {
        assertThat(StreamSupport.stream(FULL.json().get("Resources").spliterator(), false)
                        .map(resource -> resource.path("Type").asText())
                        .distinct())
                .containsExactlyInAnyOrder(
                        "AWS::Chatbot::SlackChannelConfiguration",
                        "AWS::CloudWatch::Alarm",
                        "AWS::DynamoDB::Table",
                        "AWS::Events::Rule",
                        "AWS::IAM::Policy",
                        "AWS::IAM::Role",
                        "AWS::KMS::Key",
                        "AWS::Lambda::Alias",
                        "AWS::Lambda::EventSourceMapping",
                        "AWS::Lambda::Function",
                        "AWS::Lambda::LayerVersion",
                        "AWS::Lambda::Version",
                        "AWS::Logs::LogGroup",
                        "AWS::SNS::Subscription",
                        "AWS::SNS::Topic",
                        "AWS::SNS::TopicPolicy",
                        "AWS::SQS::Queue",
                        "AWS::SQS::QueuePolicy");
    }

    @Test
    void theTemplateFitsAnyAccountRegionAndPartition() {
        String template = FULL.json().toString();
        assertThat(template).doesNotContain("arn:aws:", "us-east-1").doesNotContainPattern("\\b\\d{12}\\b");
    }

    @Test
    void theStackTellsWhereEverythingIs() {
        assertThat(FULL.json().get("Outputs").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "AlertTopicArn",
                        "OperationsTopicArn",
                        "FindingTableName",
                        "ChangeQueueUrl",
                        "NudgeQueueUrl",
                        "NextStep");
    }
}
