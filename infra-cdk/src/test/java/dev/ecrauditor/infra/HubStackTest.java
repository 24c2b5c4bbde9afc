package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.settings.file.RemediationMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HubStackTest {

    private static final SynthesizedHub DEFAULT_HUB = SynthesizedHub.of(HubSettings.defaults());
    private static final SynthesizedHub FULL = SynthesizedHub.full();

    @Test
    void everyMinuteADrainRequestIsSentToTheOneMessageGroup() {
        Resource schedule = DEFAULT_HUB.resource("AWS::Events::Rule", "AlertFunctionEveryMinute");
        assertThat(schedule.property("/ScheduleExpression")).isEqualTo("rate(1 minute)");
        assertThat(schedule.property("/Targets/0/Arn")).startsWith("${AlertFunctionDrainQueue");
        assertThat(schedule.property("/Targets/0/SqsParameters/MessageGroupId")).isEqualTo("alerts");
        // Content-based deduplication would drop a constant input for five minutes.
        assertThat(schedule.properties().at("/Targets/0").has("Input")).isFalse();
    }

    @Test
    void everyQuarterOfAnHourTheSweepIsTriggeredOnItsOwnQueueOneAtATime() {
        Resource schedule = DEFAULT_HUB.resource("AWS::Events::Rule", "SweepFunctionEveryQuarterOfAnHour");
        assertThat(schedule.property("/ScheduleExpression")).isEqualTo("rate(15 minutes)");
        assertThat(schedule.property("/Targets/0/Arn")).startsWith("${SweepFunctionSweepQueue");
        assertThat(schedule.property("/Targets/0/SqsParameters/MessageGroupId")).isEqualTo("sweep");
        assertThat(schedule.properties().at("/Targets/0").has("Input")).isFalse();
    }

    @Test
    void whatTheRuleCannotDeliverGoesToADeadLetterQueue() {
        Resource rule = DEFAULT_HUB.resource("AWS::Events::Rule", "EventIntakeRule");
        assertThat(rule.property("/Targets/0/Arn")).matches("\\$\\{EventIntakeChangeQueue(?!DeadLetters).*\\.Arn}");
        assertThat(rule.property("/Targets/0/DeadLetterConfig/Arn")).startsWith("${EventIntakeChangeQueueDeadLetters");
    }

    @Test
    void everyCustomerManagedKeyRotates() {
        assertThat(FULL.resources("AWS::KMS::Key"))
                .hasSize(2)
                .allSatisfy(key -> assertThat(
                                key.properties().path("EnableKeyRotation").asBoolean())
                        .isTrue());
        assertThat(FULL.resource("AWS::KMS::Key", "DataKey")
                        .body()
                        .path("DeletionPolicy")
                        .asText())
                .isEqualTo("RetainExceptOnCreate");
    }

    @Test
    void withoutASettingsFileAndWithRemediationOffNothingOfItIsThere() {
        for (SynthesizedHub off : List.of(
                DEFAULT_HUB,
                SynthesizedHub.withSettings("exclusions: []"),
                SynthesizedHub.withRemediation(RemediationMode.OFF))) {
            assertThat(off.json().get("Resources").fieldNames())
                    .toIterable()
                    .noneMatch(id -> id.startsWith("Remediation") || id.startsWith("SwitchOff"));
            off.template().resourceCountIs("AWS::Lambda::Function", 3);
            off.template().resourceCountIs("AWS::SQS::Queue", 7);
        }
    }

    @Test
    void theRolesHaveTheNamesThatOthersRelyOn() {
        assertThat(FULL.resources("AWS::IAM::Role").stream()
                        .filter(role -> role.properties().has("RoleName")))
                .extracting(role -> role.property("/RoleName"))
                .containsExactlyInAnyOrder(
                        "ecr-auditor-audit",
                        "ecr-auditor-alert",
                        "ecr-auditor-redrive",
                        "ecr-auditor-remediation",
                        "ecr-auditor-sweep");
    }

    @Test
    void nothingElseIsDeployed() {
        assertThat(StreamSupport.stream(FULL.json().get("Resources").spliterator(), false)
                        .map(resource -> resource.path("Type").asText())
                        .distinct())
                .containsExactlyInAnyOrder(
                        "AWS::Chatbot::MicrosoftTeamsChannelConfiguration",
                        "AWS::Chatbot::SlackChannelConfiguration",
                        "AWS::CloudTrail::Trail",
                        "AWS::CloudWatch::Alarm",
                        "AWS::CloudWatch::Dashboard",
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
                        "AWS::S3::Bucket",
                        "AWS::S3::BucketPolicy",
                        "AWS::SNS::Subscription",
                        "AWS::SNS::Topic",
                        "AWS::SNS::TopicPolicy",
                        "AWS::SQS::Queue",
                        "AWS::SQS::QueuePolicy");
    }

    /** What stays behind when a first create fails must not bear a name that the second create wants. */
    @ParameterizedTest
    @EnumSource(RemediationMode.class)
    void nothingThatStaysBehindHasAFixedName(RemediationMode mode) {
        SynthesizedHub hub = SynthesizedHub.shape(mode, true);
        List<String> kept = new ArrayList<>();
        hub.json().get("Resources").properties().forEach(entry -> {
            JsonNode resource = entry.getValue();
            String policy = resource.path("DeletionPolicy").asText();
            if (policy.startsWith("Retain") || policy.equals("Snapshot")) {
                kept.add(resource.path("Type").asText() + " " + policy);
                resource.path("Properties")
                        .fieldNames()
                        .forEachRemaining(
                                name -> assertThat(name).as(entry.getKey()).doesNotMatch(".*Name|Alias.*"));
            }
        });
        // The protected table cannot be deleted, and a rollback that fails would block more than an empty table of a
        // random name.
        assertThat(kept)
                .containsExactlyInAnyOrder(
                        "AWS::DynamoDB::Table Retain",
                        "AWS::KMS::Key RetainExceptOnCreate",
                        "AWS::S3::Bucket RetainExceptOnCreate");
        assertThat(hub.resources("AWS::KMS::Alias")).isEmpty();
    }

    /** A name of its own is deleted with the stack, so that the next create finds it free. */
    @Test
    void everythingOfAFixedNameGoesWithTheStack() {
        assertThat(FULL.resources("AWS::Logs::LogGroup")).hasSize(4).allSatisfy(logs -> {
            assertThat(logs.property("/LogGroupName")).startsWith("/aws/lambda/ecr-auditor-");
            assertThat(logs.body().path("DeletionPolicy").asText()).isEqualTo("Delete");
        });
        // Else a function that still runs while the stack goes would make its log group anew.
        assertThat(FULL.json().toString()).doesNotContain("logs:CreateLogGroup");
    }

    @Test
    void theTemplateFitsAnyAccountRegionAndPartition() {
        String template = FULL.json().toString();
        assertThat(template).doesNotContain("arn:aws:", "us-east-1").doesNotContainPattern("\\b\\d{12}\\b");
    }

    @Test
    void theOutputsNameWhereEverythingIs() {
        assertThat(FULL.json().get("Outputs").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "AlertTopicArn",
                        "OperationsTopicArn",
                        "FindingTableName",
                        "ChangeQueueUrl",
                        "DrainQueueUrl",
                        "SettingsBucketName",
                        "FindingsBucketName",
                        "DeployedSettings",
                        "SweepQueueUrl",
                        "RemediationQueueUrl",
                        "UndeliveredEventsUrl",
                        "NextStep");
    }
}
