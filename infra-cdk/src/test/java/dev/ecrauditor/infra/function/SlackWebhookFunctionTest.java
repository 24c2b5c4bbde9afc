package dev.ecrauditor.infra.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import dev.ecrauditor.infra.TestJson;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SlackWebhookFunctionTest {

    private static final SynthesizedHub HUB = SynthesizedHub.withWebhooks();
    private static final String KEY = "arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String PAGER = "arn:aws:secretsmanager:us-east-1:444455556666:secret:slack/pager-GhIjKl";

    @Test
    void withoutAWebhookNothingIsDeployed() {
        assertThat(SynthesizedHub.full().json().toString())
                .doesNotContain("secretsmanager", "WebhookHandler", "\"sqs\"", "sns.amazonaws.com");
    }

    @Test
    void eachWebhookHasAFunctionWithTheNameOfItsSecretOnly() {
        assertThat(functions())
                .hasSize(2)
                .extracting(function -> function.property("/Environment/Variables/SLACK_SECRET_ARN"))
                .containsExactlyInAnyOrder(SynthesizedHub.WEBHOOK_SECRET, PAGER);
        assertThat(functions()).allSatisfy(function -> {
            assertThat(function.property("/FunctionName")).matches("ecr-auditor-slack-[0-9a-f]{8}");
            assertThat(function.properties().at("/Environment/Variables").toString())
                    .doesNotContain("https://");
        });
    }

    @Test
    void anotherOrderOfTheEntriesChangesNoResource() {
        String first = "{secret: '" + SynthesizedHub.WEBHOOK_SECRET + "'}";
        String second = "{secret: '" + PAGER + "'}";
        assertThat(ids(first + ", " + second)).isEqualTo(ids(second + ", " + first));
    }

    @Test
    void theRoleReadsItsSecretAndWritesItsOwnItems() {
        Resource pager = policy(PAGER);
        assertThat(statement(pager, "ReadTheUrl")).isEqualTo(TestJson.json("""
                {'Sid':'ReadTheUrl','Effect':'Allow','Action':'secretsmanager:GetSecretValue','Resource':'%s'}
                """.formatted(PAGER)));
        JsonNode deliveries = statement(pager, "Deliveries");
        assertThat(deliveries.path("Action").asText()).isEqualTo("dynamodb:PutItem");
        assertThat(deliveries
                        .at("/Condition/ForAllValues:StringEquals/dynamodb:LeadingKeys")
                        .toString())
                .matches("\\[\"webhook#[0-9a-f]{8}\"]|\"webhook#[0-9a-f]{8}\"");
        assertThat(sids(pager).stream().map(sid -> sid.replaceAll("[0-9a-f]{8}$", "")))
                .containsExactlyInAnyOrder(
                        "WriteItsLogs",
                        "UseTheDataKey",
                        "Deliveries",
                        "ReadTheUrl",
                        "DecryptTheUrl",
                        "ConsumeSlackQueue");
    }

    @Test
    void aKeyIsUsedOnlyWhereTheSettingsNameOne() {
        JsonNode decrypt = statement(policy(PAGER), "DecryptTheUrl");
        assertThat(decrypt.path("Action").asText()).isEqualTo("kms:Decrypt");
        assertThat(decrypt.path("Resource").asText()).isEqualTo(KEY);
        assertThat(decrypt.toString()).contains("secretsmanager.");
        assertThat(sids(policy(SynthesizedHub.WEBHOOK_SECRET))).doesNotContain("DecryptTheUrl");
    }

    @Test
    void theQueueReceivesTheFirstPartOfADigestAndTheSeveritiesOfTheSettings() {
        assertThat(HUB.resources("AWS::SNS::Subscription").stream()
                        .filter(each -> each.property("/Protocol").equals("sqs"))
                        .peek(each -> assertThat(each.properties().has("RawMessageDelivery"))
                                .isFalse())
                        .map(each -> each.properties().path("FilterPolicy").toString()))
                .containsExactlyInAnyOrder(
                        "{\"part\":[{\"exists\":false}]}",
                        "{\"part\":[{\"exists\":false}],\"severity\":[\"CRITICAL\",\"HIGH\"]}");
    }

    @Test
    void aMessageIsReceivedTenTimesOneByOne() {
        assertThat(HUB.resources("AWS::Lambda::EventSourceMapping").stream()
                        .filter(each -> each.id().startsWith("SlackWebhook")))
                .hasSize(2)
                .allSatisfy(each -> {
                    assertThat(each.properties().path("BatchSize").asInt()).isEqualTo(1);
                    assertThat(each.properties().path("FunctionResponseTypes").toString())
                            .contains("ReportBatchItemFailures");
                    assertThat(each.properties()
                                    .at("/ScalingConfig/MaximumConcurrency")
                                    .asInt())
                            .isEqualTo(2);
                });
        assertThat(HUB.resources("AWS::SQS::Queue").stream()
                        .filter(each -> each.id().startsWith("SlackWebhook")
                                && each.properties().has("RedrivePolicy")))
                .hasSize(2)
                .allSatisfy(each -> {
                    assertThat(each.properties()
                                    .at("/RedrivePolicy/maxReceiveCount")
                                    .asInt())
                            .isEqualTo(10);
                    assertThat(each.properties().path("VisibilityTimeout").asInt())
                            .isEqualTo(180);
                });
    }

    @Test
    void deadLettersAndOldAlertsHaveAlarmsAndTheRedriveRoleMovesThemBack() {
        Set<String> alarms = HUB.resources("AWS::CloudWatch::Alarm").stream()
                .map(alarm -> alarm.property("/AlarmName").replaceAll("(slack-(queue)?)[0-9a-f]{8}", "$1ID"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(alarms)
                .contains(
                        "ecr-auditor-slack-ID-errors",
                        "ecr-auditor-slack-ID-throttles",
                        "ecr-auditor-slack-queueID-age",
                        "ecr-auditor-slack-queueID-dead-letters");
        assertThat(HUB.policyOf("Redrive")).contains("SlackWebhook");
    }

    private static Set<String> ids(String entries) {
        Set<String> ids = new TreeSet<>();
        SynthesizedHub.withSettings("alerts: {slackWebhooks: [" + entries + "]}")
                .json()
                .path("Resources")
                .fieldNames()
                .forEachRemaining(ids::add);
        return ids;
    }

    private static List<Resource> functions() {
        return HUB.resources("AWS::Lambda::Function").stream()
                .filter(function -> function.property("/Handler").contains("WebhookHandler"))
                .toList();
    }

    private static Resource policy(String secret) {
        return HUB.resources("AWS::IAM::Policy").stream()
                .filter(policy -> policy.properties().toString().contains(secret))
                .collect(Collectors.collectingAndThen(Collectors.toList(), found -> {
                    assertThat(found).hasSize(1);
                    return found.get(0);
                }));
    }

    private static JsonNode statement(Resource policy, String sid) {
        return StreamSupport.stream(
                        policy.properties().at("/PolicyDocument/Statement").spliterator(), false)
                .filter(statement -> statement.path("Sid").asText().equals(sid))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> sids(Resource policy) {
        return policy.properties().at("/PolicyDocument/Statement").findValuesAsText("Sid");
    }
}
