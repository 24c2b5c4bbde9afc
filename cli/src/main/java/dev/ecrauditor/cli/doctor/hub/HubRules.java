package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.EventReads;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.DeploymentNames;
import dev.ecrauditor.cli.doctor.check.Fix;
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
     * @param without what happens without it
     * @param schedule empty for a rule with an event pattern
     */
    private record Expected(String name, Optional<String> bus, String without, String schedule, String targetArn) {}

    public HubRules(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "hub-rules";
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
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
        rules.add(new Expected(
                names.changesRule(), deployment.bus(), "no change is evaluated", "", queues.arn("ChangeQueueUrl")));
        rules.add(new Expected(
                names.drainRule(),
                Optional.empty(),
                "alerts are published late",
                "rate(1 minute)",
                queues.arn("DrainQueueUrl")));
        rules.add(new Expected(
                names.sweepRule(), Optional.empty(), "no sweep runs", "rate(15 minutes)", queues.arn("SweepQueueUrl")));
        if (deployment.remediation() == RemediationMode.ON) {
            rules.add(new Expected(
                    names.switchedOffRule(),
                    deployment.bus(),
                    "nobody is warned if the remediation role switches scanning off",
                    "",
                    deployment.output("OperationsTopicArn")));
        }
        return rules;
    }

    private Optional<CheckResult> check(AccountRegion place, Expected rule) {
        Optional<EventReads.Rule> found = deployment.events().rule(place, rule.name(), rule.bus());
        boolean onMissingBus = found.isEmpty()
                && rule.bus()
                        .filter(bus -> deployment.events().busPolicy(place, bus).isEmpty())
                        .isPresent();
        if (onMissingBus) {
            return Optional.empty(); // HubBus reports it
        }
        if (found.isEmpty()) {
            return Optional.of(fail("the rule " + rule.name() + " does not exist: " + rule.without()));
        }
        return differs(rule, found.get());
    }

    /** Every cause is named; a rule that is only disabled is enabled. */
    private Optional<CheckResult> differs(Expected rule, EventReads.Rule found) {
        List<String> causes = new ArrayList<>();
        if (found.targets().stream().noneMatch(target -> target.arn().equals(rule.targetArn()))) {
            causes.add("the rule " + rule.name() + " does not send to " + rule.targetArn());
        }
        if (rule.name().equals(deployment.names().changesRule())) {
            found.patternProblem().ifPresent(problem -> causes.add("of the rule " + rule.name() + " " + problem));
        } else if (!rule.schedule().equals(found.schedule())) {
            causes.add("the rule " + rule.name() + " has another "
                    + (rule.schedule().isEmpty() ? "event pattern" : "schedule") + " than the template");
        }
        if (!found.isEnabled()) {
            String disabled = "the rule " + rule.name() + " is disabled: " + rule.without();
            if (causes.isEmpty()) {
                return Optional.of(CheckResult.fail(disabled, enable(rule)));
            }
            causes.add(0, disabled);
        }
        return causes.isEmpty() ? Optional.empty() : Optional.of(fail(String.join("; ", causes)));
    }

    private static Fix enable(Expected rule) {
        String bus = rule.bus().map(name -> " --event-bus-name " + name).orElse("");
        return Fix.in("{account}", "aws events enable-rule --name " + rule.name() + bus + " --region {region}");
    }

    private CheckResult fail(String cause) {
        return CheckResult.fail(cause, deployment.commands().revertHub());
    }
}
