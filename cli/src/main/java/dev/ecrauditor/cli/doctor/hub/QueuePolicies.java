package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.QueueReads;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Decision;
import dev.ecrauditor.cli.doctor.check.PolicyRequest;
import dev.ecrauditor.cli.doctor.check.ResourcePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the queues are there, have dead-letter queues, and accept the rules and roles that send to them. */
public final class QueuePolicies implements Check {

    private static final String SEND = "sqs:SendMessage";

    private final Deployment deployment;

    public QueuePolicies(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "queue-policies";
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
        HubQueues queues = new HubQueues(deployment);
        List<HubQueues.WorkQueue> all = new ArrayList<>(queues.all());
        all.add(queues.undelivered());
        List<CheckResult> results =
                all.stream().flatMap(queue -> check(place, queue).stream()).toList();
        return results.isEmpty()
                ? List.of(CheckResult.pass(all.size() + " queues accept their rules and roles"))
                : results;
    }

    private List<CheckResult> check(AccountRegion place, HubQueues.WorkQueue expected) {
        String what = "the queue of " + expected.contents();
        Optional<QueueReads.Queue> found = deployment.queues().ofUrl(place, deployment.output(expected.output()));
        if (found.isEmpty()) {
            return List.of(fail(what + " does not exist"));
        }
        QueueReads.Queue queue = found.get();
        List<CheckResult> results = new ArrayList<>();
        if (queue.key().isEmpty() || queue.key().startsWith("alias/aws/")) {
            results.add(fail(what + " is not encrypted with the key of the auditor (it has "
                    + (queue.key().isEmpty() ? "no KMS key" : queue.key()) + "): EventBridge cannot send to it"));
        }
        expected.ruleArns().forEach(rule -> refusesRule(queue, rule, what).ifPresent(results::add));
        expected.roles().forEach(role -> refusesRole(queue, role, what).ifPresent(results::add));
        if (!expected.output().equals("UndeliveredEventsUrl")) {
            results.addAll(checkDeadLetters(place, queue, expected));
        }
        return results;
    }

    private List<CheckResult> checkDeadLetters(
            AccountRegion place, QueueReads.Queue queue, HubQueues.WorkQueue expected) {
        String what = "the dead-letter queue of " + expected.contents();
        Optional<String> arn = queue.deadLetters();
        if (arn.isEmpty()) {
            return List.of(fail(
                    "the queue of " + expected.contents() + " has no dead-letter queue: a message that fails is lost"));
        }
        Optional<QueueReads.Queue> deadLetters = deployment.queues().ofArn(place, arn.get());
        if (deadLetters.isEmpty()) {
            return List.of(fail(what + " does not exist"));
        }
        return expected.takesUndelivered()
                ? expected.ruleArns().stream()
                        .flatMap(rule -> refusesRule(deadLetters.get(), rule, what).stream())
                        .toList()
                : List.of();
    }

    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sqs-permissions */
    private Optional<CheckResult> refusesRule(QueueReads.Queue queue, String ruleArn, String what) {
        Decision decision = ResourcePolicy.of(queue.policy())
                .decide(PolicyRequest.byService(
                        "events.amazonaws.com", SEND, queue.arn(), Map.of("aws:SourceArn", ruleArn)));
        String rule = ruleArn.substring(ruleArn.lastIndexOf('/') + 1);
        return decision.isAllowed() ? Optional.empty() : Optional.of(result(decision, what, "the rule " + rule));
    }

    /** The role's own policy allows sending; the queue's must not deny it. */
    private Optional<CheckResult> refusesRole(QueueReads.Queue queue, String role, String what) {
        Decision decision = ResourcePolicy.of(queue.policy())
                .decide(PolicyRequest.byRole(deployment.arns().role(role), SEND, queue.arn(), Map.of()));
        return decision.isDenied() || decision.isUndecided()
                ? Optional.of(result(decision, what, "the function " + role))
                : Optional.empty();
    }

    private CheckResult result(Decision decision, String what, String sender) {
        return decision.isUndecided()
                ? CheckResult.unknown("whether " + what + " accepts " + sender + " cannot be decided: in its policy "
                        + decision.reason())
                : fail(what + " does not accept " + sender + ": in its policy " + decision.reason());
    }

    private CheckResult fail(String cause) {
        return CheckResult.fail(cause, deployment.commands().revertHub());
    }
}
