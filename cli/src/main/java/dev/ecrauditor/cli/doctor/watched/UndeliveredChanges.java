package dev.ecrauditor.cli.doctor.watched;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.EventReads;
import dev.ecrauditor.cli.doctor.aws.QueueReads;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.PrerequisiteException;
import java.util.List;
import java.util.Optional;

/** Whether EventBridge could deliver what the forwarding rule of a watched account and Region matched. */
public final class UndeliveredChanges implements Check {

    private final Deployment deployment;

    public UndeliveredChanges(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "undelivered-changes";
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
        String rule = deployment.names().forwardingRule();
        EventReads.Rule found = deployment
                .events()
                .rule(place, rule, Optional.empty())
                .orElseThrow(() -> new PrerequisiteException("the rule " + rule + " does not exist"));
        Optional<QueueReads.Queue> queue = found.targets().stream()
                .map(EventReads.Target::deadLetterArn)
                .filter(arn -> !arn.isEmpty())
                .findFirst()
                .flatMap(arn -> deployment.queues().ofArn(place, arn));
        if (queue.isEmpty()) {
            throw new PrerequisiteException("the rule " + rule + " has no dead-letter queue");
        }
        long messages = queue.get().messages();
        return List.of(
                messages == 0
                        ? CheckResult.pass("every change was delivered to the hub")
                        : CheckResult.fail(
                                messages + (messages == 1 ? " change was" : " changes were")
                                        + " not delivered to the hub; the attribute ERROR_MESSAGE of each message says"
                                        + " why",
                                Fix.in(
                                        "{account}",
                                        "aws sqs receive-message --message-attribute-names All --region {region} --queue-url "
                                                + queue.get().url(),
                                        "# fix the cause; the next sweep finds what was changed; then",
                                        "aws sqs purge-queue --region {region} --queue-url "
                                                + queue.get().url())));
    }
}
