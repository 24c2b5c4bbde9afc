package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.FunctionReads;
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

/**
 * Whether the functions that pass alerts on can run and their queues receive the alerts: those of Slack webhooks and of
 * Security Hub CSPM.
 */
public final class SubscribedFunctions implements Check {

    private final Deployment deployment;
    private final FunctionStates states;

    public SubscribedFunctions(Deployment deployment) {
        this.deployment = deployment;
        this.states = new FunctionStates(deployment);
    }

    /** The names of these functions; empty where the settings have none. */
    public static List<String> names(Deployment deployment) {
        List<String> names = new ArrayList<>();
        deployment
                .settings()
                .settings()
                .alerts()
                .slackWebhooks()
                .forEach(webhook -> names.add(deployment.names().slackFunction(webhook.secret())));
        if (deployment.importsFindings()) {
            names.add(deployment.names().securityHubFunction());
        }
        return names;
    }

    @Override
    public String name() {
        return "subscribed-functions";
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
        List<String> names = names(deployment);
        List<CheckResult> failures = new ArrayList<>();
        for (String name : names) {
            List<CheckResult> ofFunction = states.failures(name, Optional.empty());
            failures.addAll(ofFunction.isEmpty() ? ofQueue(place, name) : ofFunction);
        }
        return failures.isEmpty()
                ? List.of(CheckResult.pass(
                        "the functions are active and receive the alerts: " + String.join(", ", names)))
                : failures;
    }

    private List<CheckResult> ofQueue(AccountRegion place, String name) {
        String arn = states.mapping(name, Optional.empty())
                .map(FunctionReads.Mapping::queueArn)
                .orElseThrow();
        Optional<QueueReads.Queue> queue = deployment.queues().ofArn(place, arn);
        if (queue.isEmpty()) {
            return List.of(fail("the queue of the function " + name + " does not exist"));
        }
        List<CheckResult> failures = new ArrayList<>();
        String topic = deployment.output("AlertTopicArn");
        if (deployment.topics().subscribers(topic).stream()
                .noneMatch(each -> each.confirmed() && each.endpoint().equals(arn))) {
            failures.add(fail("the alert topic does not send to the queue of the function " + name
                    + ": the queue is not subscribed"));
        }
        refusesTopic(queue.get(), topic, name).ifPresent(failures::add);
        failures.addAll(ofDeadLetters(place, queue.get(), name));
        return failures;
    }

    /** https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html */
    private Optional<CheckResult> refusesTopic(QueueReads.Queue queue, String topic, String name) {
        Decision decision = ResourcePolicy.of(queue.policy())
                .decide(PolicyRequest.byService(
                        "sns.amazonaws.com", "sqs:SendMessage", queue.arn(), Map.of("aws:SourceArn", topic)));
        if (decision.isAllowed()) {
            return Optional.empty();
        }
        String what = "the queue of the function " + name;
        return Optional.of(
                decision.isUndecided()
                        ? CheckResult.unknown("whether " + what
                                + " accepts the alert topic cannot be decided: in its policy " + decision.reason())
                        : fail(what + " does not accept the alert topic: in its policy " + decision.reason()));
    }

    private List<CheckResult> ofDeadLetters(AccountRegion place, QueueReads.Queue queue, String name) {
        Optional<QueueReads.Queue> deadLetters =
                queue.deadLetters().flatMap(arn -> deployment.queues().ofArn(place, arn));
        if (deadLetters.isEmpty()) {
            return List.of(fail(
                    "the queue of the function " + name + " has no dead-letter queue: an alert that fails is lost"));
        }
        return deadLetters.get().messages() == 0
                ? List.of()
                : List.of(CheckResult.fail(
                        DeadLetters.count(deadLetters.get()) + " in the dead-letter queue of the function " + name,
                        DeadLetters.redrive(deployment, name, queue, deadLetters.get())));
    }

    private CheckResult fail(String cause) {
        return CheckResult.fail(cause, deployment.commands().revertHub());
    }
}
