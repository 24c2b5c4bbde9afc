package dev.ecrauditor.infra.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.Intrinsics;
import dev.ecrauditor.infra.PolicyEvaluation;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkQueueTest {

    private static final SynthesizedHub FULL = SynthesizedHub.full();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AlertFunctionDrainQueue",
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
    void everyQueueIsEncryptedWithTheCustomerManagedKeyAndClosedToPlainHttp() {
        assertThat(FULL.resources("AWS::SQS::Queue")).hasSize(9).allSatisfy(queue -> {
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
        // A drain request in flight locks the whole group, so here the rule of six does not hold.
        assertThat(timeoutOf("AlertFunction")).isEqualTo(15);
        assertThat(workQueue("AlertFunctionDrainQueue")
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
    void drainRequestsAreOrderedAndDeduplicatedByContent() {
        JsonNode drainRequests = workQueue("AlertFunctionDrainQueue").properties();
        assertThat(drainRequests.path("FifoQueue").asBoolean()).isTrue();
        assertThat(drainRequests.path("ContentBasedDeduplication").asBoolean()).isTrue();
        assertThat(workQueue("EventIntakeChangeQueue").properties().has("FifoQueue"))
                .isFalse();
    }

    /**
     * EventBridge accepts only a standard queue as dead-letter queue, so it has no access to a FIFO queue's dead
     * letters.
     */
    @Test
    void onlyTheOneRuleFillsEachQueue() {
        assertThat(statementsAbout("EventIntakeChangeQueue", "OurRuleSends"))
                .hasSize(2)
                .allSatisfy(statement -> assertThat(ruleOf(statement)).isEqualTo("ecr-auditor-changes"));
        assertThat(statementsAbout("AlertFunctionDrainQueue", "OurRuleSends"))
                .singleElement()
                .satisfies(statement -> assertThat(ruleOf(statement)).isEqualTo("ecr-auditor-drain"));
        assertThat(statementsAbout("SweepFunctionSweepQueue", "OurRuleSends"))
                .singleElement()
                .satisfies(statement -> assertThat(ruleOf(statement)).isEqualTo("ecr-auditor-sweep"));
        assertThat(statementsAbout("RemediationRemediationQueue", "OurRuleSends"))
                .isEmpty();
    }

    /** Otherwise the first ticks of a schedule would be denied, and the first deployment would raise an alarm. */
    @Test
    void noRuleIsThereBeforeTheQueuesThatTakeItsEvents() {
        assertThat(FULL.resources("AWS::Events::Rule")).hasSize(4).allSatisfy(rule -> {
            JsonNode target = rule.properties().at("/Targets/0");
            List<String> taking = new ArrayList<>(FULL.resources("AWS::SQS::QueuePolicy").stream()
                    .filter(policy -> Stream.of(target.path("Arn"), target.at("/DeadLetterConfig/Arn"))
                            .map(Intrinsics::text)
                            .anyMatch(arn -> arn.equals(
                                    Intrinsics.text(policy.properties().at("/Queues/0"))
                                            .replace("}", ".Arn}"))))
                    .map(Resource::id)
                    .toList());
            assertThat(taking).isNotEmpty();
            assertThat(PolicyEvaluation.texts(rule.body().path("DependsOn"))).containsAll(taking);
        });
    }

    @Test
    void nobodyButTheAlertFunctionAsksForRemediation() {
        assertThat(statementsAbout("RemediationRemediationQueue", "NobodyElseSends"))
                .hasSize(2)
                .allSatisfy(statement ->
                        assertThat(statement.path("Effect").asText()).isEqualTo("Deny"))
                .filteredOn(statement -> statement.at("/Condition").has("ArnNotEquals"))
                .singleElement()
                .satisfies(statement -> assertThat(
                                PolicyEvaluation.texts(statement.at("/Condition/ArnNotEquals/aws:PrincipalArn")))
                        .containsExactly("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/ecr-auditor-alert"));
        assertThat(FULL.policyOf("AuditFunction")).doesNotContain("RemediationQueue");
        assertThat(FULL.policyOf("AlertFunction")).contains("RemediationQueue");
    }

    /** No statement allows a sender, and only one role is exempt from the Deny: a forged request cannot be sent. */
    @Test
    void theQueueOfRemediationDeniesEveryOtherSender() {
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

    private static String ruleOf(JsonNode statement) {
        List<String> arns = PolicyEvaluation.texts(statement.at("/Condition/ArnEquals/aws:SourceArn"));
        assertThat(arns).hasSize(1);
        assertThat(arns.get(0)).startsWith("arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/");
        return arns.get(0).substring(arns.get(0).indexOf('/') + 1);
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
