package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkQueueTest {

    private static final SynthesizedHub FULL = SynthesizedHub.full();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AlertFunctionNudgeQueue",
                "EventIntakeChangeQueue",
                "RemediationRemediationQueue",
                "SweepFunctionSweepQueue"
            })
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
        assertThat(FULL.resources("AWS::SQS::Queue")).hasSize(8).allSatisfy(queue -> {
            assertThat(queue.property("/KmsMasterKeyId")).startsWith("${DataKey");
            assertThat(FULL.closedToPlainHttp("AWS::SQS::QueuePolicy")).contains("${" + queue.id() + ".Arn}");
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
        assertThat(workQueue("SweepFunctionSweepQueue")
                        .properties()
                        .at("/VisibilityTimeout")
                        .asInt())
                .isGreaterThan(timeoutOf("SweepFunction"));
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
        assertThat(statementsAbout("SweepFunctionSweepQueue", "OurRuleSends"))
                .hasSize(2)
                .allSatisfy(statement -> assertThat(Intrinsics.text(statement.at("/Condition/ArnEquals/aws:SourceArn")))
                        .startsWith("${SweepFunctionEveryQuarterOfAnHour"));
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
        assertThat(FULL.policyOf("AuditFunction")).doesNotContain("RemediationQueue");
        assertThat(FULL.policyOf("AlertFunction")).contains("RemediationQueue");
    }

    /** Nobody is let in, and one role is not shut out: a forged request has no way in. */
    @Test
    void theQueueOfRemediationLetsNobodyIn() {
        assertThat(FULL.statements("AWS::SQS::QueuePolicy")
                        .filter(statement ->
                                Intrinsics.text(statement.get("Resource")).startsWith("${RemediationRemediationQueue")))
                .isNotEmpty()
                .allSatisfy(statement ->
                        assertThat(statement.path("Effect").asText()).isEqualTo("Deny"));
        assertThat(FULL.statements("AWS::IAM::Policy")
                        .filter(statement -> statement.path("Action").toString().contains("sqs:SendMessage")
                                && statement.path("Resource").toString().contains("RemediationRemediationQueue")))
                .hasSize(1);
        assertThat(FULL.policyOf("AlertFunction")).contains("SendToRemediationQueue");
        assertThat(FULL.resources("AWS::Events::Rule"))
                .noneMatch(rule -> rule.body().toString().contains("RemediationQueue"));
    }

    private static Resource workQueue(String prefix) {
        return FULL.resources("AWS::SQS::Queue").stream()
                .filter(queue -> queue.id().startsWith(prefix) && !queue.id().contains("DeadLetters"))
                .findFirst()
                .orElseThrow();
    }

    private static int timeoutOf(String construct) {
        return FULL.resource("AWS::Lambda::Function", construct)
                .properties()
                .path("Timeout")
                .asInt();
    }

    private static List<JsonNode> statementsAbout(String queuePrefix, String sid) {
        return FULL.statements("AWS::SQS::QueuePolicy")
                .filter(statement -> statement.path("Sid").asText().equals(sid)
                        && Intrinsics.text(statement.get("Resource")).startsWith("${" + queuePrefix))
                .toList();
    }
}
