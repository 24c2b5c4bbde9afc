package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.check.DeploymentNames;
import dev.ecrauditor.settings.file.RemediationMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The queues of the hub, and who must be able to send to each. */
final class HubQueues {

    private final Deployment deployment;

    /**
     * A queue.
     *
     * @param output the output of the stack that is its URL
     * @param contents what it holds, as in "the queue of changes"
     * @param ruleArns the rules that send to it
     * @param roles the roles that send to it
     * @param takesUndelivered whether EventBridge puts what its rule cannot deliver into its dead-letter queue
     */
    record WorkQueue(
            String output, String contents, List<String> ruleArns, List<String> roles, boolean takesUndelivered) {}

    HubQueues(Deployment deployment) {
        this.deployment = deployment;
    }

    /** The queues that functions read. */
    List<WorkQueue> all() {
        DeploymentNames names = deployment.names();
        List<WorkQueue> queues = new ArrayList<>();
        queues.add(new WorkQueue(
                "ChangeQueueUrl",
                "changes",
                List.of(deployment.arns().rule(names.changesRule(), deployment.bus())),
                names.readers(),
                true));
        List<String> drainers = new ArrayList<>(names.readers());
        if (deployment.hasRemediation()) {
            drainers.add(names.remediationFunction());
        }
        queues.add(new WorkQueue(
                "DrainQueueUrl", "drain requests", List.of(onDefaultBus(names.drainRule())), drainers, false));
        queues.add(new WorkQueue(
                "SweepQueueUrl",
                "the sweep",
                List.of(onDefaultBus(names.sweepRule())),
                deployment.watch().isSingleAccount() ? List.of() : List.of(names.sweepFunction()),
                false));
        if (deployment.hasRemediation()) {
            queues.add(new WorkQueue(
                    "RemediationQueueUrl", "remediation requests", List.of(), List.of(names.alertFunction()), false));
        }
        return queues;
    }

    /** The queue of what EventBridge could not deliver, which no function reads. */
    WorkQueue undelivered() {
        DeploymentNames names = deployment.names();
        List<String> rules = new ArrayList<>(List.of(onDefaultBus(names.drainRule()), onDefaultBus(names.sweepRule())));
        if (deployment.remediation() == RemediationMode.ON) {
            rules.add(deployment.arns().rule(names.switchedOffRule(), deployment.bus()));
        }
        return new WorkQueue("UndeliveredEventsUrl", "undelivered events", rules, List.of(), false);
    }

    private String onDefaultBus(String rule) {
        return deployment.arns().rule(rule, Optional.empty());
    }

    /** The ARN of the queue whose URL is this output of the stack. */
    String arn(String output) {
        String url = deployment.output(output);
        return "arn:" + deployment.partition() + ":sqs:" + deployment.hub().region() + ":"
                + deployment.hub().account() + ":" + url.substring(url.lastIndexOf('/') + 1);
    }
}
