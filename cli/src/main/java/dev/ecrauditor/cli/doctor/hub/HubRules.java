package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.EventReads;
import dev.ecrauditor.cli.doctor.check.ChangePattern;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.DeploymentNames;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import dev.ecrauditor.settings.file.RemediationMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the rules of the hub are there, enabled, and send to their queue or topic. */
public final class HubRules implements Check {

    private final Deployment deployment;

    /**
     * A rule as it must be.
     *
     * @param bus empty for the default bus
     * @param does what stops without it, as the object of a sentence
     * @param schedule empty for a rule with an event pattern
     */
    private record Expected(String name, Optional<String> bus, String does, String schedule, String targetArn) {}

    public HubRules(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "hub-rules";
    }

    @Override
    public List<CheckResult> at(Place place) {
        List<Expected> expected = expected();
        List<CheckResult> failures =
                expected.stream().flatMap(rule -> check(place, rule).stream()).toList();
        return failures.isEmpty()
                ? List.of(CheckResult.pass("the rules are enabled and have their targets: "
                        + String.join(
                                ", ", expected.stream().map(Expected::name).toList())))
                : failures;
    }

    private List<Expected> expected() {
        DeploymentNames names = deployment.names();
        HubQueues queues = new HubQueues(deployment);
        List<Expected> rules = new ArrayList<>();
        rules.add(new Expected(names.changesRule(), deployment.bus(), "changes", "", queues.arn("ChangeQueueUrl")));
        rules.add(new Expected(
                names.drainRule(),
                Optional.empty(),
                "the alert function",
                "rate(1 minute)",
                queues.arn("DrainQueueUrl")));
        rules.add(new Expected(
                names.sweepRule(), Optional.empty(), "the sweep", "rate(15 minutes)", queues.arn("SweepQueueUrl")));
        if (deployment.remediation() == RemediationMode.ON) {
            rules.add(new Expected(
                    names.switchedOffRule(),
                    deployment.bus(),
                    "the warning about the remediation role",
                    "",
                    deployment.output("OperationsTopicArn")));
        }
        return rules;
    }

    private Optional<CheckResult> check(Place place, Expected rule) {
        Optional<EventReads.Rule> found = deployment.events().rule(place, rule.name(), rule.bus());
        boolean onMissingBus = found.isEmpty()
                && rule.bus()
                        .filter(bus -> deployment.events().busPolicy(place, bus).isEmpty())
                        .isPresent();
        if (onMissingBus) {
            return Optional.empty(); // HubBus reports it
        }
        if (found.isEmpty()) {
            return Optional.of(fail("the rule " + rule.name() + " does not exist: nothing triggers " + rule.does()));
        }
        if (!found.get().isEnabled()) {
            String bus = rule.bus().map(name -> " --event-bus-name " + name).orElse("");
            return Optional.of(CheckResult.fail(
                    "the rule " + rule.name() + " is disabled: nothing triggers " + rule.does(),
                    Fix.in("{account}", "aws events enable-rule --name " + rule.name() + bus + " --region {region}")));
        }
        if (found.get().targets().stream().noneMatch(target -> target.arn().equals(rule.targetArn()))) {
            return Optional.of(fail("the rule " + rule.name() + " does not send to " + rule.targetArn()));
        }
        boolean changed = rule.name().equals(deployment.names().changesRule())
                ? !ChangePattern.isOf(found.get().pattern())
                : !rule.schedule().equals(found.get().schedule());
        return changed
                ? Optional.of(fail("the rule " + rule.name() + " has another "
                        + (rule.schedule().isEmpty() ? "event pattern" : "schedule") + " than the template"))
                : Optional.empty();
    }

    private CheckResult fail(String cause) {
        return CheckResult.fail(cause, deployment.commands().revertHub());
    }
}
