package dev.ecrauditor.delivery;

import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.Optional;

/**
 * The rule that has to send the events of an account and Region to the auditor.
 *
 * @param name its name
 * @param bus the name of its bus; empty for the default bus
 * @param target the ARN it sends to: the bus of the hub, or the change queue in single-account mode
 * @param role the name of the role with which it sends; a queue needs none
 * @param calls the names of the API calls whose events it has to send
 */
public record ExpectedRule(
        String name, Optional<String> bus, String target, Optional<String> role, List<String> calls) {

    public ExpectedRule {
        calls = List.copyOf(calls);
    }

    String onBus() {
        return bus.map(each -> " --event-bus-name " + each).orElse("");
    }

    /** What restores the target; without its dead-letter queue, events that it cannot deliver would be lost. */
    String putTargets(AccountRegion place, Optional<String> deadLetters) {
        return deadLetters
                .map(queue -> putTargets(place, queue))
                .orElse("# Deploy the stack of the rule again: the dead-letter queue of its target is not known here."
                        + " ./ecr-auditor doctor prints the commands.");
    }

    private String putTargets(AccountRegion place, String deadLetters) {
        String withRole = role.map(name -> ",RoleArn=arn:" + RepositoryArn.partitionOf(place.region()) + ":iam::"
                        + place.account() + ":role/" + name)
                .orElse("");
        String id = role.isPresent() ? "HubBus" : "ChangeQueue";
        return "aws events put-targets --region " + place.region() + " --rule " + name + onBus() + " --targets 'Id="
                + id + ",Arn=" + target + withRole + ",DeadLetterConfig={Arn=" + deadLetters + "}'";
    }
}
