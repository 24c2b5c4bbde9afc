package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.QueueReads;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the dead-letter queues are empty. */
public final class DeadLetters implements Check {

    private final Deployment deployment;

    public DeadLetters(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "dead-letters";
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
        HubQueues queues = new HubQueues(deployment);
        List<CheckResult> failures = new ArrayList<>();
        for (HubQueues.WorkQueue each : queues.all()) {
            Optional<QueueReads.Queue> queue = deployment.queues().ofUrl(place, deployment.output(each.output()));
            queue.flatMap(QueueReads.Queue::deadLetters)
                    .flatMap(arn -> deployment.queues().ofArn(place, arn))
                    .filter(deadLetters -> deadLetters.messages() > 0)
                    .ifPresent(deadLetters -> failures.add(CheckResult.fail(
                            count(deadLetters) + " in the dead-letter queue of " + each.contents(),
                            fix(each, queue.orElseThrow(), deadLetters))));
        }
        deployment
                .queues()
                .ofUrl(place, deployment.output(queues.undelivered().output()))
                .filter(queue -> queue.messages() > 0)
                .ifPresent(queue -> failures.add(CheckResult.fail(
                        count(queue) + " in the queue of undelivered events: EventBridge could not deliver what"
                                + " triggers a function",
                        Fix.in(
                                "{account}",
                                "aws sqs receive-message --message-attribute-names All --queue-url " + queue.url(),
                                purge(queue)))));
        return failures.isEmpty() ? List.of(CheckResult.pass("every dead-letter queue is empty")) : failures;
    }

    static String count(QueueReads.Queue queue) {
        return queue.messages() == 1 ? "1 message is" : queue.messages() + " messages are";
    }

    /** Changes and requests of the sweep must not be lost; see "Dead letters" in docs/operations.md. */
    private Fix fix(HubQueues.WorkQueue expected, QueueReads.Queue queue, QueueReads.Queue deadLetters) {
        boolean isOfSweep = expected.output().equals("SweepQueueUrl");
        if (!isOfSweep && !expected.output().equals("ChangeQueueUrl")) {
            return Fix.in(
                    "{account}",
                    "# the messages are sent again without these: find the cause in the log, then",
                    purge(deadLetters));
        }
        String function = isOfSweep
                ? deployment.names().sweepFunction()
                : deployment.names().auditFunction();
        return redrive(deployment, function, queue, deadLetters);
    }

    /** Moves the messages back to the queue of a function. */
    static Fix redrive(Deployment deployment, String function, QueueReads.Queue queue, QueueReads.Queue deadLetters) {
        return Fix.in(
                "{account}",
                "aws logs filter-log-events --log-group-name /aws/lambda/"
                        + function
                        + " --filter-pattern '\"FAILED\"' --region {region}    # the cause; fix it first",
                "aws sts assume-role --role-session-name redrive --role-arn "
                        + deployment.arns().role(deployment.names().redriveRole()) + "    # use its credentials for",
                "aws sqs start-message-move-task --source-arn " + deadLetters.arn() + " --destination-arn "
                        + queue.arn() + " --region {region}");
    }

    private static String purge(QueueReads.Queue queue) {
        return "aws sqs purge-queue --region {region} --queue-url " + queue.url();
    }
}
