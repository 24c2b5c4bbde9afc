package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.settings.file.RemediationMode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The templates against the table of hops in {@code infra-cdk/README.md}, and wirings planted to be caught. */
class HopCheckerTest {

    private static final HopTable TABLE = HopTable.read();

    @TestFactory
    Stream<DynamicTest> noVariantOfTheStackHasAHopThatFailsSilently() {
        return shapes().entrySet().stream()
                .map(shape -> DynamicTest.dynamicTest(
                        shape.getKey(),
                        () -> assertThat(HopChecker.in(shape.getValue().json(), TABLE)
                                        .problems())
                                .isEmpty()));
    }

    /** Both ways: every hop has its row, and every row says truly when it is deployed. */
    @TestFactory
    Stream<DynamicTest> everyHopHasItsRowAndEveryRowItsHop() {
        return shapes().entrySet().stream()
                .map(shape -> DynamicTest.dynamicTest(shape.getKey(), () -> {
                    Set<String> expected = new TreeSet<>();
                    TABLE.rows().forEach((hop, row) -> {
                        boolean there = switch (row.deployed()) {
                            case "always" -> true;
                            case "with ON" -> shape.getKey().startsWith("ON");
                            case "with a chat channel" -> shape.getKey().endsWith("chat");
                            case "with a webhook or Security Hub" ->
                                shape.getKey().matches(".*(webhook|Security Hub)");
                            case "with recipients" -> !shape.getKey().startsWith("nobody");
                            case "in a watched account" -> false;
                            case "no" -> false;
                            default -> throw new AssertionError(hop + " is deployed " + row.deployed() + "?");
                        };
                        if (there) {
                            expected.add(hop);
                        }
                    });
                    assertThat(new TreeSet<>(HopChecker.in(shape.getValue().json(), TABLE)
                                    .hops()))
                            .isEqualTo(expected);
                }));
    }

    @Test
    void theHubOfAnOrganizationHasNoWiringThatStaysSilent() {
        for (RemediationMode mode : RemediationMode.values()) {
            assertThat(HopChecker.in(SynthesizedOrganization.with(mode).hub().json(), TABLE)
                            .problems())
                    .isEmpty();
        }
    }

    @Test
    void aWatchedAccountHasTheHopsOfItsRows() {
        HopChecker.Result found = HopChecker.in(
                SynthesizedOrganization.with(RemediationMode.ON).events().json(), TABLE);
        assertThat(found.problems()).isEmpty();
        assertThat(found.hops())
                .containsExactlyInAnyOrder("EventBridge rule to event bus", "EventBridge rule to dead-letter queue");
    }

    @Test
    void everyRowNamesThePageOfAws() {
        assertThat(TABLE.rows()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(TABLE.rows())
                .allSatisfy((hop, row) -> assertThat(row.pages()).as(hop).isPositive());
        assertThat(TABLE.rows().get("EventBridge rule to SNS topic").resource()).isEmpty();
        assertThat(TABLE.rows().get("EventBridge rule to SNS topic").key()).isEmpty();
    }

    private record Planted(String name, String reason, Consumer<JsonNode> change) {}

    @TestFactory
    Stream<DynamicTest> aPlantedFaultOfAHopIsDetected() {
        return planted()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    JsonNode template = SynthesizedHub.full().json().deepCopy();
                    one.change().accept(template);
                    assertThat(template).isNotEqualTo(SynthesizedHub.full().json());
                    assertThat(HopChecker.in(template, TABLE).problems())
                            .isNotEmpty()
                            .allSatisfy(problem -> assertThat(problem).contains(one.reason()));
                }));
    }

    private static Stream<Planted> planted() {
        return Stream.of(
                new Planted(
                        "the topic's policy ties EventBridge to its rule",
                        "demands [aws:SourceArn]",
                        onStatement(
                                "EventBridgePublishes",
                                condition(
                                        "ArnEquals",
                                        "aws:SourceArn",
                                        "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ecr-auditor-scanning-switched-off"))),
                new Planted(
                        "the key's policy ties EventBridge to the account",
                        "demands [aws:SourceAccount]",
                        onStatement(
                                "EventBridgeSends",
                                condition("StringEquals", "aws:SourceAccount", "${AWS::AccountId}"))),
                new Planted(
                        "the key's policy ties EventBridge to rules",
                        "demands [aws:SourceArn]",
                        onStatement("EventBridgeSends", condition("ArnLike", "aws:SourceArn", "*"))),
                new Planted(
                        "the key's policy ties EventBridge to the organization",
                        "demands [aws:SourceOrgID]",
                        onStatement("EventBridgeSends", condition("StringEquals", "aws:SourceOrgID", "o-a1b2c3d4e5"))),
                new Planted(
                        "the key lets EventBridge decrypt only",
                        "kms:GenerateDataKey",
                        onStatement("EventBridgeSends", statement -> statement.put("Action", "kms:Decrypt"))),
                new Planted("the key does not let EventBridge in", "no statement lets it", without("EventBridgeSends")),
                new Planted(
                        "the key does not let alarms in",
                        "cloudwatch.amazonaws.com may not kms:",
                        without("AlarmsReachTheOperationsTopic")),
                new Planted(
                        "the key ties alarms to another account",
                        "cloudwatch.amazonaws.com may not kms:",
                        onStatement(
                                "AlarmsReachTheOperationsTopic",
                                condition("StringEquals", "aws:SourceAccount", "999999999999"))),
                new Planted(
                        "the topic takes alarms of other names",
                        "cloudwatch.amazonaws.com may not sns:Publish",
                        onStatement(
                                "OurAlarmsPublish",
                                condition(
                                        "ArnLike",
                                        "aws:SourceArn",
                                        "arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:auditor-*"))),
                new Planted(
                        "the topic takes no alarms",
                        "cloudwatch.amazonaws.com may not sns:Publish",
                        without("OurAlarmsPublish")),
                new Planted(
                        "the topic takes alarms of an organization",
                        "demands [aws:PrincipalOrgID]",
                        onStatement(
                                "OurAlarmsPublish", condition("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"))),
                new Planted(
                        "a queue names another rule",
                        "may not sqs:SendMessage on EventIntakeChangeQueue",
                        onStatement(
                                "OurRuleSends",
                                "EventIntakeChangeQueue",
                                condition(
                                        "ArnEquals",
                                        "aws:SourceArn",
                                        "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ecr-auditor-drain"))),
                new Planted(
                        "a queue lets no rule in",
                        "may not sqs:SendMessage on AlertFunctionDrainQueue",
                        template -> remove(
                                template, statement -> isAbout(statement, "OurRuleSends", "AlertFunctionDrainQueue"))),
                new Planted(
                        "a dead-letter queue lets no rule in",
                        "may not sqs:SendMessage on UndeliveredEventsQueue",
                        template ->
                                remove(template, statement -> isAbout(statement, "OurRuleSends", "UndeliveredEvents"))),
                new Planted(
                        "the Deny for external callers shuts services out too",
                        "a Deny applies to it",
                        onStatement(
                                "NobodyElseSends",
                                "SweepFunctionSweepQueue",
                                statement -> ((ObjectNode) statement.get("Condition")).remove("BoolIfExists"))),
                new Planted(
                        "a topic is under the key of AWS, which no service can use",
                        "is not under a customer key",
                        template -> properties(template, "AWS::SNS::Topic", "OperationsTopic")
                                .put("KmsMasterKeyId", "alias/aws/sns")),
                new Planted(
                        "the key is disabled",
                        "is disabled",
                        template ->
                                properties(template, "AWS::KMS::Key", "DataKey").put("Enabled", false)),
                new Planted(
                        "a target has no dead-letter queue",
                        "has a target without a dead-letter queue",
                        template -> target(template, "SwitchOffAlarmRule").remove("DeadLetterConfig")),
                new Planted(
                        "a target has an ordered dead-letter queue",
                        "FIFO queue for dead letters",
                        template -> properties(template, "AWS::SQS::Queue", "UndeliveredEventsQueue")
                                .put("FifoQueue", true)),
                new Planted(
                        "an ordered queue gets no message group",
                        "without a message group",
                        template -> target(template, "AlertFunctionEveryMinute").remove("SqsParameters")),
                new Planted(
                        "a constant text is deduplicated away",
                        "a constant text",
                        template -> target(template, "SweepFunctionEveryQuarterOfAnHour")
                                .put("Input", "{}")),
                new Planted(
                        "a target has a role",
                        "sends with a role",
                        template -> target(template, "EventIntakeRule")
                                .put("RoleArn", "arn:aws:iam::111122223333:role/events")),
                new Planted(
                        "nobody watches what a rule cannot deliver",
                        "rule ecr-auditor-changes has no alarm on FailedInvocations",
                        template -> removeResource(
                                template, "AWS::CloudWatch::Alarm", "Observabilityecrauditorchangesundelivered")),
                new Planted(
                        "an alarm watches a rule that is not there",
                        "rule ecr-auditor-drain has no alarm on FailedInvocations",
                        template -> properties(
                                        template, "AWS::CloudWatch::Alarm", "Observabilityecrauditordrainundelivered")
                                .findParents("Dimensions")
                                .forEach(metric ->
                                        ((ObjectNode) metric.at("/Dimensions/0")).put("Value", "ecr-auditor-drains"))),
                new Planted(
                        "an alarm notifies nobody",
                        "notifies nobody",
                        template -> properties(
                                        template, "AWS::CloudWatch::Alarm", "Observabilityecrauditoralertfunctionidle")
                                .remove("AlarmActions")),
                new Planted(
                        "an alarm's actions are off",
                        "notifies nobody",
                        template -> properties(
                                        template, "AWS::CloudWatch::Alarm", "Observabilityecrauditoralertfunctionidle")
                                .put("ActionsEnabled", false)),
                new Planted(
                        "a rule is disabled",
                        "is disabled",
                        template -> properties(template, "AWS::Events::Rule", "AlertFunctionEveryMinute")
                                .put("State", "DISABLED")),
                new Planted(
                        "a rule listens on a bus where no event of AWS arrives",
                        "another bus",
                        template -> properties(template, "AWS::Events::Rule", "EventIntakeRule")
                                .put("EventBusName", "security")),
                new Planted(
                        "the key lets other log groups in",
                        "logs.${AWS::Region}.${AWS::URLSuffix} may not kms:",
                        onStatement(
                                "LogsOfTheFunctions",
                                condition(
                                        "ArnLike",
                                        "kms:EncryptionContext:aws:logs:arn",
                                        "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/ecr-auditor/*"))),
                new Planted(
                        "a role cannot decrypt what it polls",
                        "ecr-auditor-sweep may not kms:Decrypt",
                        template -> remove(
                                properties(template, "AWS::IAM::Policy", "SweepFunction"),
                                statement -> statement.path("Sid").asText().equals("UseTheDataKey"))),
                new Planted(
                        "the key does not leave the decision to the account's policies",
                        "may not kms:Decrypt",
                        template -> remove(
                                template,
                                statement -> statement.path("Action").asText().equals("kms:*"))),
                new Planted(
                        "an ordered queue has an unordered dead-letter queue",
                        "are not of one kind",
                        template -> properties(template, "AWS::SQS::Queue", "AlertFunctionDrainQueueDeadLetters")
                                .remove("FifoQueue")),
                new Planted(
                        "a dead-letter queue refuses its source",
                        "may refuse it",
                        template -> properties(template, "AWS::SQS::Queue", "EventIntakeChangeQueueDeadLetters")
                                .set("RedriveAllowPolicy", TestJson.json("{'redrivePermission':'denyAll'}"))),
                new Planted(
                        "an event bus of another account without a role",
                        "without a role",
                        template -> target(template, "EventIntakeRule")
                                .put("Arn", "arn:aws:events:eu-west-1:111122223333:event-bus/hub")),
                new Planted(
                        "a function subscribed without a row",
                        "hop SNS topic to lambda has no row",
                        template -> properties(template, "AWS::SNS::Subscription", "AlertTopic")
                                .put("Protocol", "lambda")));
    }

    /** The hop from the topic to the queue of a webhook. */
    private static Stream<Planted> plantedForWebhooks() {
        return Stream.of(
                new Planted(
                        "the queue lets another topic in",
                        "sns.amazonaws.com may not sqs:SendMessage",
                        template -> ofSns(template, "sqs:SendMessage")
                                .forEach(condition("ArnEquals", "aws:SourceArn", "${OperationsTopic}"))),
                new Planted(
                        "the queue demands the account, which nobody has tried",
                        "demands [aws:SourceAccount]",
                        template -> ofSns(template, "sqs:SendMessage")
                                .forEach(condition("StringEquals", "aws:SourceAccount", "${AWS::AccountId}"))),
                new Planted(
                        "the key does not let the topic in",
                        "sns.amazonaws.com may not kms:",
                        template -> ofSns(template, "kms:GenerateDataKey")
                                .forEach(statement -> statement.put("Action", "kms:DescribeKey"))),
                new Planted(
                        "the queue is under the key of AWS",
                        "is not under a customer key",
                        template -> properties(template, "AWS::SQS::Queue", "SlackWebhook")
                                .put("KmsMasterKeyId", "alias/aws/sqs")));
    }

    @TestFactory
    Stream<DynamicTest> aPlantedFaultOfTheHopToAWebhookIsDetected() {
        return plantedForWebhooks()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    JsonNode template = SynthesizedHub.withWebhooks().json().deepCopy();
                    one.change().accept(template);
                    assertThat(HopChecker.in(template, TABLE).problems())
                            .isNotEmpty()
                            .anySatisfy(problem -> assertThat(problem).contains(one.reason()));
                }));
    }

    private static List<ObjectNode> ofSns(JsonNode template, String action) {
        List<ObjectNode> found = template.findParents("Effect").stream()
                .filter(statement -> statement.at("/Principal/Service").asText().equals("sns.amazonaws.com")
                        && statement.path("Action").toString().contains(action))
                .map(ObjectNode.class::cast)
                .toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private static Map<String, SynthesizedHub> shapes() {
        return Map.of(
                "nobody", SynthesizedHub.of(HubSettings.defaults()),
                "ON with a webhook", SynthesizedHub.withWebhooks(),
                "OFF with Security Hub", SynthesizedHub.withSecurityHub(),
                "OFF", SynthesizedHub.shape(RemediationMode.OFF, false),
                "OFF with chat", SynthesizedHub.shape(RemediationMode.OFF, true),
                "DRY_RUN", SynthesizedHub.shape(RemediationMode.DRY_RUN, false),
                "DRY_RUN with chat", SynthesizedHub.shape(RemediationMode.DRY_RUN, true),
                "ON", SynthesizedHub.shape(RemediationMode.ON, false),
                "ON with chat", SynthesizedHub.shape(RemediationMode.ON, true));
    }

    private static Consumer<ObjectNode> condition(String operator, String key, String value) {
        return statement ->
                statement.withObject("/Condition").withObject("/" + operator).put(key, value);
    }

    private static Consumer<JsonNode> onStatement(String sid, Consumer<ObjectNode> change) {
        return onStatement(sid, "", change);
    }

    private static Consumer<JsonNode> onStatement(String sid, String resource, Consumer<ObjectNode> change) {
        return template -> {
            List<JsonNode> found = template.findParents("Effect").stream()
                    .filter(statement -> isAbout(statement, sid, resource))
                    .toList();
            assertThat(found).isNotEmpty();
            found.forEach(statement -> change.accept((ObjectNode) statement));
        };
    }

    private static boolean isAbout(JsonNode statement, String sid, String resource) {
        return statement.path("Sid").asText().equals(sid)
                && (resource.isEmpty()
                        || (Intrinsics.text(statement.path("Resource")).startsWith("${" + resource)
                                && !Intrinsics.text(statement.path("Resource")).contains("DeadLetters")));
    }

    private static Consumer<JsonNode> without(String sid) {
        return template ->
                remove(template, statement -> statement.path("Sid").asText().equals(sid));
    }

    private static void remove(JsonNode part, Predicate<JsonNode> unwanted) {
        part.findValues("Statement").forEach(statements -> {
            Iterator<JsonNode> each = ((ArrayNode) statements).elements();
            while (each.hasNext()) {
                if (unwanted.test(each.next())) {
                    each.remove();
                }
            }
        });
    }

    private static ObjectNode target(JsonNode template, String rule) {
        return (ObjectNode) properties(template, "AWS::Events::Rule", rule).at("/Targets/0");
    }

    private static void removeResource(JsonNode template, String type, String prefix) {
        ((ObjectNode) template.get("Resources")).remove(idOf(template, type, prefix));
    }

    private static ObjectNode properties(JsonNode template, String type, String prefix) {
        return (ObjectNode)
                template.get("Resources").get(idOf(template, type, prefix)).get("Properties");
    }

    private static String idOf(JsonNode template, String type, String prefix) {
        return template.get("Resources").properties().stream()
                .filter(entry -> entry.getValue().path("Type").asText().equals(type)
                        && entry.getKey().startsWith(prefix)
                        && entry.getKey().contains("DeadLetters") == prefix.contains("DeadLetters"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " " + prefix));
    }
}
