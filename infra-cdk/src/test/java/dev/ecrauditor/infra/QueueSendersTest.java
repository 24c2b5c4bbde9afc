package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.PolicyEvaluation.Answer;
import dev.ecrauditor.infra.PolicyEvaluation.Principal;
import dev.ecrauditor.infra.PolicyEvaluation.Request;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import dev.ecrauditor.infra.queue.Redrive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may put a message into which queue, by evaluating the template's policies: the sender's own and the queue's. */
class QueueSendersTest {

    private static final SynthesizedHub FULL = SynthesizedHub.full();
    private static final String ROLE = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/";
    private static final String RULE = "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/";

    /** An administrator is allowed everything by its own policies. */
    private static final List<JsonNode> ADMINISTRATOR =
            TestJson.statements("{'Effect':'Allow','Action':'*','Resource':'*'}");

    @ParameterizedTest
    @MethodSource("everyQueue")
    void aForgedMessageOfAnAdministratorOfTheAccountIsRefused(String queue) {
        for (String who : List.of(
                "role/Admin", "user/somebody", "root", "role/ecr-auditor-audit-2", "role/x/ecr-auditor-audit")) {
            assertThat(send(
                            queue,
                            Principal.identity("arn:${AWS::Partition}:iam::${AWS::AccountId}:" + who),
                            ADMINISTRATOR))
                    .as("%s into %s", who, queue)
                    .isEqualTo(Answer.DENIED);
        }
    }

    @ParameterizedTest
    @MethodSource("everyQueue")
    void aForgedMessageFromAnotherAccountIsRefused(String queue) {
        assertThat(send(queue, Principal.identity("arn:aws:iam::999999999999:role/Admin"), ADMINISTRATOR))
                .isEqualTo(Answer.DENIED);
    }

    /**
     * A service that sends for a person, as EventBridge Scheduler, Pipes and Step Functions do, is that person's role.
     */
    @ParameterizedTest
    @MethodSource("everyQueue")
    void aServiceThatSendsWithARoleOfTheAccountIsRefused(String queue) {
        assertThat(send(queue, Principal.identity(ROLE + "SchedulerRole"), ADMINISTRATOR))
                .isEqualTo(Answer.DENIED);
    }

    @ParameterizedTest
    @MethodSource("everyQueue")
    void anotherRuleAnotherServiceAndAnotherAccountsRuleAreRefused(String queue) {
        for (String source :
                List.of(RULE + "forged", "arn:aws:events:eu-west-1:999999999999:rule/ecr-auditor-changes")) {
            assertThat(send(queue, Principal.service("events.amazonaws.com"), source))
                    .as("%s into %s", source, queue)
                    .isEqualTo(Answer.NOT_ALLOWED);
        }
        for (String service :
                List.of("sns.amazonaws.com", "s3.amazonaws.com", "scheduler.amazonaws.com", "lambda.amazonaws.com")) {
            assertThat(send(queue, Principal.service(service), RULE + "ecr-auditor-changes"))
                    .as("%s into %s", service, queue)
                    .isEqualTo(Answer.NOT_ALLOWED);
        }
    }

    /** Each with the policies that its role has in the template. */
    @ParameterizedTest
    @CsvSource({
        "EventIntakeChangeQueue, ecr-auditor-audit",
        "EventIntakeChangeQueue, ecr-auditor-sweep",
        "EventIntakeChangeQueue, ecr-auditor-redrive",
        "AlertFunctionDrainQueue, ecr-auditor-audit",
        "AlertFunctionDrainQueue, ecr-auditor-sweep",
        "AlertFunctionDrainQueue, ecr-auditor-remediation",
        "AlertFunctionDrainQueue, ecr-auditor-redrive",
        "SweepFunctionSweepQueue, ecr-auditor-audit",
        "SweepFunctionSweepQueue, ecr-auditor-redrive",
        "RemediationRemediationQueue, ecr-auditor-alert"
    })
    void everyRoleThatHasToSendMay(String queue, String role) {
        assertThat(send(queue, Principal.identity(ROLE + role), policiesOf(role)))
                .isEqualTo(Answer.ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({
        "EventIntakeChangeQueue, ecr-auditor-changes",
        "EventIntakeChangeQueueDeadLetters, ecr-auditor-changes",
        "AlertFunctionDrainQueue, ecr-auditor-drain",
        "SweepFunctionSweepQueue, ecr-auditor-sweep",
        "UndeliveredEventsQueue, ecr-auditor-drain",
        "UndeliveredEventsQueue, ecr-auditor-sweep",
        "UndeliveredEventsQueue, ecr-auditor-scanning-switched-off"
    })
    void everyRuleThatHasToSendMay(String queue, String rule) {
        assertThat(send(queue, Principal.service("events.amazonaws.com"), RULE + rule))
                .isEqualTo(Answer.ALLOWED);
    }

    /** Everything else that is deployed: 10 pairs of role and queue, and 7 of rule and queue, are all there are. */
    @Test
    void nobodyElseOfTheStackMay() {
        List<String> allowed = new ArrayList<>();
        for (String queue : everyQueue().map(each -> (String) each.get()[0]).toList()) {
            FULL.resources("AWS::IAM::Role").stream()
                    .map(role -> role.property("/RoleName"))
                    .filter(role -> send(queue, Principal.identity(ROLE + role), policiesOf(role)) == Answer.ALLOWED)
                    .forEach(role -> allowed.add(queue + " " + role));
            FULL.resources("AWS::Events::Rule").stream()
                    .map(rule -> rule.property("/Name"))
                    .filter(rule ->
                            send(queue, Principal.service("events.amazonaws.com"), RULE + rule) == Answer.ALLOWED)
                    .forEach(rule -> allowed.add(queue + " " + rule));
        }
        assertThat(allowed).hasSize(17);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EventIntakeChangeQueue", "AlertFunctionDrainQueue", "SweepFunctionSweepQueue"})
    void theRedriveRoleMayTakeFromTheDeadLetters(String queue) {
        List<JsonNode> own = policiesOf(Redrive.NAME);
        String deadLetters = "${" + queue(queue + "DeadLetters").id() + ".Arn}";
        for (String action : List.of(
                "StartMessageMoveTask",
                "ReceiveMessage",
                "DeleteMessage",
                "GetQueueAttributes",
                "ListMessageMoveTasks")) {
            List<JsonNode> all = new ArrayList<>(own);
            all.addAll(policyOf(queue + "DeadLetters"));
            assertThat(PolicyEvaluation.evaluate(
                            all,
                            new Request(
                                    Principal.identity(ROLE + Redrive.NAME),
                                    "sqs:" + action,
                                    deadLetters,
                                    contextOf(Principal.identity(ROLE + Redrive.NAME)))))
                    .as(action)
                    .isEqualTo(Answer.ALLOWED);
        }
    }

    /** Who is not at all signed in has neither an ARN nor the mark of a service. */
    @ParameterizedTest
    @MethodSource("everyQueue")
    void nobodyAnonymousMay(String queue) {
        assertThat(PolicyEvaluation.evaluate(
                        policyOf(queue),
                        new Request(
                                Principal.identity("arn:aws:iam::999999999999:anonymous"),
                                "sqs:SendMessage",
                                "${" + queue(queue).id() + ".Arn}",
                                Map.of("aws:SecureTransport", "true"))))
                .isEqualTo(Answer.DENIED);
    }

    /** The policy as it was until now: the forged event went through. This is what the test has to notice. */
    @Test
    void withoutTheDenyTheForgedEventWouldGoThrough() {
        List<JsonNode> before = policyOf("EventIntakeChangeQueue").stream()
                .filter(statement -> !statement.path("Sid").asText().equals("NobodyElseSends"))
                .toList();
        List<JsonNode> all = new ArrayList<>(ADMINISTRATOR);
        all.addAll(before);
        Principal admin = Principal.identity(ROLE + "Admin");
        assertThat(PolicyEvaluation.evaluate(
                        all,
                        new Request(
                                admin,
                                "sqs:SendMessage",
                                "${" + queue("EventIntakeChangeQueue").id() + ".Arn}",
                                contextOf(admin))))
                .isEqualTo(Answer.ALLOWED);
    }

    static Stream<Arguments> everyQueue() {
        return Stream.of(
                        "EventIntakeChangeQueue",
                        "EventIntakeChangeQueueDeadLetters",
                        "AlertFunctionDrainQueue",
                        "AlertFunctionDrainQueueDeadLetters",
                        "SweepFunctionSweepQueue",
                        "SweepFunctionSweepQueueDeadLetters",
                        "RemediationRemediationQueue",
                        "RemediationRemediationQueueDeadLetters",
                        "UndeliveredEventsQueue")
                .map(Arguments::of);
    }

    @Test
    void theseAreAllTheQueues() {
        assertThat(everyQueue()).hasSize(FULL.resources("AWS::SQS::Queue").size());
    }

    private static Answer send(String queue, Principal sender, List<JsonNode> own) {
        List<JsonNode> all = new ArrayList<>(own);
        all.addAll(policyOf(queue));
        return PolicyEvaluation.evaluate(
                all, new Request(sender, "sqs:SendMessage", "${" + queue(queue).id() + ".Arn}", contextOf(sender)));
    }

    private static Answer send(String queue, Principal service, String sourceArn) {
        Map<String, String> context = new TreeMap<>(contextOf(service));
        context.put("aws:SourceArn", sourceArn);
        return PolicyEvaluation.evaluate(
                policyOf(queue),
                new Request(service, "sqs:SendMessage", "${" + queue(queue).id() + ".Arn}", context));
    }

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
    private static Map<String, String> contextOf(Principal principal) {
        return principal.service()
                ? Map.of("aws:SecureTransport", "true", "aws:PrincipalIsAWSService", "true")
                : Map.of(
                        "aws:SecureTransport",
                        "true",
                        "aws:PrincipalIsAWSService",
                        "false",
                        "aws:PrincipalArn",
                        principal.name());
    }

    private static Resource queue(String prefix) {
        List<Resource> found = FULL.resources("AWS::SQS::Queue").stream()
                .filter(queue -> queue.id().startsWith(prefix)
                        && queue.id().contains("DeadLetters") == prefix.contains("DeadLetters"))
                .toList();
        assertThat(found).as(prefix).hasSize(1);
        return found.get(0);
    }

    private static List<JsonNode> policyOf(String queue) {
        String arn = "${" + queue(queue).id() + ".Arn}";
        return FULL.statements("AWS::SQS::QueuePolicy")
                .filter(statement -> Intrinsics.text(statement.get("Resource")).equals(arn))
                .toList();
    }

    private static List<JsonNode> policiesOf(String roleName) {
        String role = FULL.resources("AWS::IAM::Role").stream()
                .filter(each -> each.property("/RoleName").equals(roleName))
                .findFirst()
                .orElseThrow()
                .id();
        return FULL.resources("AWS::IAM::Policy").stream()
                .filter(policy -> policy.property("/Roles/0").equals("${" + role + "}"))
                .flatMap(policy -> StreamSupport.stream(
                        policy.properties().at("/PolicyDocument/Statement").spliterator(), false))
                .toList();
    }
}
