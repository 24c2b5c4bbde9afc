package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.assertions.Match;

class HubStackTest {

    private static final SynthesizedHub QUIET = SynthesizedHub.of(HubSettings.defaults());
    private static final SynthesizedHub FULL = SynthesizedHub.full();

    // ---- the table

    @Test
    void theTableIsKeyedEncryptedRecoverableAndKept() {
        QUIET.template().resourceCountIs("AWS::DynamoDB::Table", 1);
        QUIET.template()
                .hasResource(
                        "AWS::DynamoDB::Table",
                        Map.of(
                                "DeletionPolicy", "Retain",
                                "UpdateReplacePolicy", "Retain",
                                "Properties",
                                        Map.of(
                                                "KeySchema",
                                                        List.of(
                                                                Map.of("AttributeName", "pk", "KeyType", "HASH"),
                                                                Map.of("AttributeName", "sk", "KeyType", "RANGE")),
                                                "BillingMode", "PAY_PER_REQUEST",
                                                "DeletionProtectionEnabled", true,
                                                "PointInTimeRecoverySpecification",
                                                        Map.of("PointInTimeRecoveryEnabled", true),
                                                "TimeToLiveSpecification",
                                                        Map.of("AttributeName", "expiresAt", "Enabled", true),
                                                "SSESpecification",
                                                        Map.of(
                                                                "SSEEnabled",
                                                                true,
                                                                "SSEType",
                                                                "KMS",
                                                                "KMSMasterKeyId",
                                                                Match.anyValue()))));
    }

    @Test
    void theOutboxIndexIsSparseAndHoldsKeysOnly() {
        QUIET.template()
                .hasResourceProperties(
                        "AWS::DynamoDB::Table",
                        Map.of(
                                "GlobalSecondaryIndexes",
                                List.of(Map.of(
                                        "IndexName", "outbox",
                                        "KeySchema",
                                                List.of(
                                                        Map.of("AttributeName", "due", "KeyType", "HASH"),
                                                        Map.of("AttributeName", "outboxSince", "KeyType", "RANGE")),
                                        "Projection", Map.of("ProjectionType", "KEYS_ONLY"))),
                                "AttributeDefinitions",
                                Match.arrayWith(List.of(
                                        Map.of("AttributeName", "due", "AttributeType", "S"),
                                        Map.of("AttributeName", "outboxSince", "AttributeType", "S")))));
    }

    // ---- the queues

    @ParameterizedTest
    @ValueSource(strings = {"AlertFunctionNudgeQueue", "EventIntakeChangeQueue", "RemediationRemediationQueue"})
    void everyQueueHasDeadLettersKeptForFourteenDaysAfterAtLeastTenReceives(String prefix) {
        Resource queue = workQueue(prefix);
        Resource dead = FULL.resource("AWS::SQS::Queue", prefix + "DeadLetters");
        assertThat(queue.properties().at("/RedrivePolicy/maxReceiveCount").asInt())
                .isGreaterThanOrEqualTo(10);
        assertThat(queue.property("/RedrivePolicy/deadLetterTargetArn")).isEqualTo("${" + dead.id() + ".Arn}");
        assertThat(dead.properties().at("/MessageRetentionPeriod").asInt()).isEqualTo(14 * 24 * 3600);
        assertThat(dead.properties().at("/FifoQueue"))
                .isEqualTo(queue.properties().at("/FifoQueue"));
    }

    @Test
    void everyQueueIsUnderTheCustomerKeyAndClosedToPlainHttp() {
        assertThat(FULL.resources("AWS::SQS::Queue")).hasSize(6).allSatisfy(queue -> {
            assertThat(queue.property("/KmsMasterKeyId")).startsWith("${DataKey");
            assertThat(denialsOfPlainHttp("AWS::SQS::QueuePolicy")).contains("${" + queue.id() + ".Arn}");
        });
    }

    @Test
    void aMessageStaysHiddenWhileItsFunctionMayStillRun() {
        assertThat(workQueue("EventIntakeChangeQueue")
                        .properties()
                        .at("/VisibilityTimeout")
                        .asInt())
                .isGreaterThanOrEqualTo(6 * timeoutOf("AuditFunction"));
        assertThat(workQueue("RemediationRemediationQueue")
                        .properties()
                        .at("/VisibilityTimeout")
                        .asInt())
                .isGreaterThanOrEqualTo(6 * timeoutOf("Remediation"));
        // A nudge in flight locks the whole group, so here the rule of six does not hold.
        assertThat(timeoutOf("AlertFunction")).isEqualTo(15);
        assertThat(workQueue("AlertFunctionNudgeQueue")
                        .properties()
                        .at("/VisibilityTimeout")
                        .asInt())
                .isEqualTo(20);
    }

    @Test
    void nudgesAreOrderedAndDeduplicatedByContent() {
        JsonNode nudges = workQueue("AlertFunctionNudgeQueue").properties();
        assertThat(nudges.path("FifoQueue").asBoolean()).isTrue();
        assertThat(nudges.path("ContentBasedDeduplication").asBoolean()).isTrue();
        assertThat(workQueue("EventIntakeChangeQueue").properties().has("FifoQueue"))
                .isFalse();
    }

    @Test
    void onlyTheOneRuleFillsEachQueue() {
        assertThat(statementsAbout("EventIntakeChangeQueue", "OurRuleSends"))
                .hasSize(2)
                .allSatisfy(statement -> assertThat(Intrinsics.text(statement.at("/Condition/ArnEquals/aws:SourceArn")))
                        .startsWith("${EventIntakeRule"));
        assertThat(statementsAbout("AlertFunctionNudgeQueue", "OurRuleSends"))
                .hasSize(2)
                .allSatisfy(statement -> assertThat(Intrinsics.text(statement.at("/Condition/ArnEquals/aws:SourceArn")))
                        .startsWith("${AlertFunctionEveryMinute"));
        assertThat(statementsAbout("RemediationRemediationQueue", "OurRuleSends"))
                .isEmpty();
    }

    @Test
    void nobodyButTheAlertFunctionAsksForRemediation() {
        assertThat(statementsAbout("RemediationRemediationQueue", "OnlyOurFunctionSends"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.path("Effect").asText()).isEqualTo("Deny");
                    assertThat(Intrinsics.text(statement.at("/Condition/ArnNotEquals/aws:PrincipalArn")))
                            .isEqualTo("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/ecr-auditor-alert");
                });
        assertThat(policyOf("AuditFunction")).doesNotContain("RemediationQueue");
        assertThat(policyOf("AlertFunction")).contains("RemediationQueue");
    }

    // ---- the topics

    @Test
    void bothTopicsAreUnderCustomerKeysAndClosedToPlainHttp() {
        assertThat(FULL.resources("AWS::SNS::Topic")).hasSize(2).allSatisfy(topic -> {
            assertThat(topic.property("/KmsMasterKeyId")).matches("\\$\\{(AlertTopicKey|DataKey).*\\.Arn}");
            assertThat(denialsOfPlainHttp("AWS::SNS::TopicPolicy")).contains("${" + topic.id() + "}");
        });
    }

    @Test
    void alertsComeFromTheAlertFunctionOnly() {
        JsonNode policy = FULL.resource("AWS::SNS::TopicPolicy", "AlertTopic")
                .properties()
                .at("/PolicyDocument/Statement");
        assertThat(policy)
                .hasSize(2)
                .allSatisfy(statement ->
                        assertThat(statement.path("Effect").asText()).isEqualTo("Deny"));
        assertThat(policy.findValue("aws:PrincipalArn").toString()).contains(":role/ecr-auditor-alert");
    }

    @Test
    void withoutSettingsNobodyIsSubscribed() {
        QUIET.template().resourceCountIs("AWS::SNS::Subscription", 0);
        QUIET.template().resourceCountIs("AWS::Chatbot::SlackChannelConfiguration", 0);
        assertThat(QUIET.json().at("/Outputs/NextStep/Value").asText()).contains("Nobody is subscribed yet");
    }

    @Test
    void recipientsAreSubscribedEachToTheirOwnTopic() {
        assertThat(FULL.resources("AWS::SNS::Subscription"))
                .extracting(subscription -> subscription.property("/TopicArn").replaceAll("Topic.*", "") + " "
                        + subscription.property("/Protocol") + " " + subscription.property("/Endpoint"))
                .containsExactlyInAnyOrder(
                        "${Alert email security@example.org",
                        "${Alert email platform@example.org",
                        "${Operations email operations@example.org");
        assertThat(FULL.json().at("/Outputs/NextStep/Value").asText()).contains("must confirm");
    }

    @Test
    void theSlackChannelHearsAlertsAndCanRunNothing() {
        Resource slack = FULL.resource("AWS::Chatbot::SlackChannelConfiguration", "AlertTopicSlack");
        assertThat(slack.property("/SlackWorkspaceId")).isEqualTo("T0123ABCD");
        assertThat(slack.property("/SlackChannelId")).isEqualTo("C0123ABCD");
        assertThat(slack.properties().at("/SnsTopicArns")).hasSize(1);
        assertThat(slack.property("/SnsTopicArns/0")).startsWith("${AlertTopic");
        assertThat(slack.property("/GuardrailPolicies/0")).endsWith(":iam::aws:policy/AWSDenyAll");
        assertThat(FULL.resources("AWS::IAM::Policy"))
                .noneMatch(policy -> policy.id().contains("Slack"));
    }

    // ---- the functions

    @Test
    void theFunctionsRunTheHandlersOfTheJar() {
        assertThat(FULL.resources("AWS::Lambda::Function"))
                .extracting(function -> function.property("/FunctionName") + " " + function.property("/Handler"))
                .containsExactlyInAnyOrder(
                        "ecr-auditor-audit dev.ecrauditor.handler.AuditHandler::handleRequest",
                        "ecr-auditor-alert dev.ecrauditor.handler.AlertHandler::handleRequest",
                        "ecr-auditor-remediation dev.ecrauditor.handler.RemediationHandler::handleRequest");
    }

    @Test
    void theFunctionsStartFromASnapshotOnTheRuntimeTheyWereMeasuredOn() {
        assertThat(FULL.resources("AWS::Lambda::Function")).allSatisfy(function -> {
            assertThat(function.property("/Runtime")).isEqualTo("java25");
            assertThat(function.property("/Architectures/0")).isEqualTo("arm64");
            assertThat(function.property("/SnapStart/ApplyOn")).isEqualTo("PublishedVersions");
            assertThat(function.properties().has("VpcConfig")).isFalse();
        });
        // Without an alias the event source would reach the unpublished code, which has no snapshot.
        assertThat(FULL.resources("AWS::Lambda::Version")).hasSize(3);
        assertThat(FULL.resources("AWS::Lambda::EventSourceMapping"))
                .hasSize(3)
                .allSatisfy(source -> assertThat(
                                source.properties().get("FunctionName").toString())
                        .contains(":live"));
    }

    @Test
    void theEnvironmentIsWhatTheHandlersExpectAndNothingElse() {
        assertThat(environmentOf(FULL, "AuditFunction"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "TABLE_NAME", "${FindingTable}",
                        "NUDGE_QUEUE_URL", "${AlertFunctionNudgeQueue}",
                        "CHANGE_QUEUE_URL", "${EventIntakeChangeQueue}",
                        "WATCHED_ACCOUNTS", "${AWS::AccountId}",
                        "REMEDIATION_MODE", "ON",
                        "REMEDIATION_ROLE_NAME", "ecr-auditor-remediation",
                        "POLICY_GRACE", "PT15M",
                        "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"));
        assertThat(environmentOf(FULL, "AlertFunction"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "TABLE_NAME", "${FindingTable}",
                        "TOPIC_ARN", "${AlertTopic}",
                        "REMEDIATION_QUEUE_URL", "${RemediationRemediationQueue}",
                        "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"));
        assertThat(environmentOf(FULL, "Remediation"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "TABLE_NAME", "${FindingTable}",
                        "NUDGE_QUEUE_URL", "${AlertFunctionNudgeQueue}",
                        "REMEDIATION_MODE", "ON",
                        "WATCHED_ACCOUNTS", "${AWS::AccountId}",
                        "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"));
    }

    @Test
    void withRemediationOffTheAlertFunctionKnowsNoQueueToAsk() {
        assertThat(environmentOf(QUIET, "AlertFunction")).doesNotContainKey("REMEDIATION_QUEUE_URL");
        assertThat(environmentOf(QUIET, "AuditFunction")).containsEntry("REMEDIATION_MODE", "OFF");
    }

    @Test
    void noEnvironmentVariableLooksLikeASecret() {
        Set<String> names = new TreeSet<>();
        FULL.resources("AWS::Lambda::Function")
                .forEach(function -> function.properties()
                        .at("/Environment/Variables")
                        .fieldNames()
                        .forEachRemaining(names::add));
        assertThat(names)
                .noneMatch(name -> name.matches("(?i).*(secret|token|password|webhook|api_?key|credential).*"));
        assertThat(FULL.json().toString())
                .doesNotContain("hooks.slack.com", "AKIA", "resolve:secretsmanager", "resolve:ssm");
    }

    @Test
    void oneDrainerAtATimeAndFewAudits() {
        assertThat(function("AlertFunction")
                        .properties()
                        .at("/ReservedConcurrentExecutions")
                        .asInt())
                .isEqualTo(1);
        assertThat(source("AlertFunction").properties().has("ScalingConfig")).isFalse();
        assertThat(source("AuditFunction")
                        .properties()
                        .at("/ScalingConfig/MaximumConcurrency")
                        .asInt())
                .isEqualTo(5);
        assertThat(source("Remediation")
                        .properties()
                        .at("/ScalingConfig/MaximumConcurrency")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void everyMessageOfABatchMayFailAlone() {
        assertThat(FULL.resources("AWS::Lambda::EventSourceMapping")).hasSize(3).allSatisfy(source -> {
            assertThat(source.properties().path("BatchSize").asInt()).isEqualTo(10);
            assertThat(source.property("/FunctionResponseTypes/0")).isEqualTo("ReportBatchItemFailures");
        });
    }

    @Test
    void everyFunctionHasALogGroupOfItsOwnUnderTheCustomerKeyAndMayWriteToThatOneOnly() {
        assertThat(FULL.resources("AWS::Logs::LogGroup")).hasSize(3).allSatisfy(logs -> {
            assertThat(logs.property("/KmsKeyId")).startsWith("${DataKey");
            assertThat(logs.properties().path("RetentionInDays").asInt()).isEqualTo(90);
            assertThat(logs.property("/LogGroupName")).startsWith("/aws/lambda/ecr-auditor-");
        });
        assertThat(FULL.json().toString()).doesNotContain("logs:CreateLogGroup", "AWSLambdaBasicExecutionRole");
    }

    // ---- what wakes them

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
    void whatTheRuleCannotDeliverIsPutAside() {
        Resource rule = QUIET.resource("AWS::Events::Rule", "EventIntakeRule");
        assertThat(rule.property("/Targets/0/Arn")).matches("\\$\\{EventIntakeChangeQueue(?!DeadLetters).*\\.Arn}");
        assertThat(rule.property("/Targets/0/DeadLetterConfig/Arn")).startsWith("${EventIntakeChangeQueueDeadLetters");
    }

    // ---- the alarms

    @ParameterizedTest
    @EnumSource(RemediationMode.class)
    void everyAlarmTellsTheOperationsTopicAndNeverTheAlertTopic(RemediationMode mode) {
        assertThat(SynthesizedHub.withRemediation(mode).resources("AWS::CloudWatch::Alarm"))
                .isNotEmpty()
                .allSatisfy(alarm -> {
                    assertThat(alarm.properties().at("/AlarmActions")).hasSize(1);
                    assertThat(alarm.property("/AlarmActions/0")).startsWith("${OperationsTopic");
                    assertThat(alarm.property("/AlarmName")).startsWith("ecr-auditor-");
                });
    }

    @Test
    void whateverWouldMakeTheAuditorSilentHasAnAlarm() {
        assertThat(FULL.resources("AWS::CloudWatch::Alarm"))
                .extracting(alarm -> alarm.property("/AlarmName") + ": " + alarm.property("/MetricName") + " "
                        + alarm.property("/ComparisonOperator").replaceAll("Threshold|Than", "") + " "
                        + alarm.properties().path("Threshold").asInt())
                .containsExactlyInAnyOrder(
                        "ecr-auditor-audit-errors: Errors Greater 0",
                        "ecr-auditor-audit-throttles: Throttles Greater 0",
                        "ecr-auditor-alert-errors: Errors Greater 0",
                        "ecr-auditor-alert-throttles: Throttles Greater 0",
                        "ecr-auditor-alert-silent: Invocations Less 1",
                        "ecr-auditor-remediation-errors: Errors Greater 0",
                        "ecr-auditor-remediation-throttles: Throttles Greater 0",
                        "ecr-auditor-change-queue-dead-letters: ApproximateNumberOfMessagesVisible Greater 0",
                        "ecr-auditor-nudge-queue-dead-letters: ApproximateNumberOfMessagesVisible Greater 0",
                        "ecr-auditor-remediation-queue-dead-letters: ApproximateNumberOfMessagesVisible Greater 0",
                        // The second look waits up to the grace in the queue; only what is older is late.
                        "ecr-auditor-change-queue-age: ApproximateAgeOfOldestMessage Greater 1800",
                        "ecr-auditor-nudge-queue-age: ApproximateAgeOfOldestMessage Greater 300",
                        "ecr-auditor-alerts-undelivered: NumberOfNotificationsFailed Greater 0");
    }

    @Test
    void aFunctionThatNoLongerRunsIsNoticedByItsSilence() {
        FULL.template()
                .hasResourceProperties(
                        "AWS::CloudWatch::Alarm",
                        Map.of("AlarmName", "ecr-auditor-alert-silent", "TreatMissingData", "breaching"));
    }

    // ---- the keys, and what is not there

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
    void withRemediationOffNothingOfItIsThere() {
        assertThat(QUIET.json().get("Resources").fieldNames())
                .toIterable()
                .noneMatch(id -> id.startsWith("Remediation"));
        QUIET.template().resourceCountIs("AWS::Lambda::Function", 2);
        QUIET.template().resourceCountIs("AWS::SQS::Queue", 4);
    }

    @Test
    void theRolesHaveTheNamesThatOthersRelyOn() {
        assertThat(FULL.resources("AWS::IAM::Role").stream()
                        .filter(role -> role.properties().has("RoleName")))
                .extracting(role -> role.property("/RoleName"))
                .containsExactlyInAnyOrder("ecr-auditor-audit", "ecr-auditor-alert", "ecr-auditor-remediation");
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

    private static Resource workQueue(String prefix) {
        return FULL.resources("AWS::SQS::Queue").stream()
                .filter(queue -> queue.id().startsWith(prefix) && !queue.id().contains("DeadLetters"))
                .findFirst()
                .orElseThrow();
    }

    private static Resource function(String construct) {
        return FULL.resource("AWS::Lambda::Function", construct);
    }

    private static Resource source(String construct) {
        return FULL.resource("AWS::Lambda::EventSourceMapping", construct);
    }

    private static int timeoutOf(String construct) {
        return function(construct).properties().path("Timeout").asInt();
    }

    private static String policyOf(String construct) {
        return FULL.resource("AWS::IAM::Policy", construct).body().toString();
    }

    /** Variables of a function; the hash at the end of a logical id is left out. */
    private static Map<String, String> environmentOf(SynthesizedHub hub, String construct) {
        Map<String, String> environment = new java.util.TreeMap<>();
        hub.resource("AWS::Lambda::Function", construct)
                .properties()
                .at("/Environment/Variables")
                .properties()
                .forEach(variable -> environment.put(
                        variable.getKey(), Intrinsics.text(variable.getValue()).replaceAll("[0-9A-F]{8}}$", "}")));
        return environment;
    }

    private static List<String> denialsOfPlainHttp(String policyType) {
        return statements(policyType)
                .filter(statement -> statement.path("Effect").asText().equals("Deny")
                        && statement
                                .at("/Condition/Bool/aws:SecureTransport")
                                .asText()
                                .equals("false"))
                .map(statement -> Intrinsics.text(statement.get("Resource")))
                .toList();
    }

    private static List<JsonNode> statementsAbout(String queuePrefix, String sid) {
        return statements("AWS::SQS::QueuePolicy")
                .filter(statement -> statement.path("Sid").asText().equals(sid)
                        && Intrinsics.text(statement.get("Resource")).startsWith("${" + queuePrefix))
                .toList();
    }

    private static Stream<JsonNode> statements(String policyType) {
        return FULL.resources(policyType).stream()
                .flatMap(policy -> StreamSupport.stream(
                        policy.properties().at("/PolicyDocument/Statement").spliterator(), false));
    }
}
