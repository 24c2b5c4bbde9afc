package dev.ecrauditor.cli.doctor.watched;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.EventReads;
import dev.ecrauditor.cli.doctor.aws.StackReads;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.PrerequisiteException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the changes of a watched account and Region are forwarded to the bus of the hub. */
public final class ForwardingRule implements Check {

    private final Deployment deployment;

    public ForwardingRule(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "forwarding-rule";
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
        String name = deployment.names().forwardingRule();
        Optional<StackReads.Instance> instance =
                deployment.instance(deployment.names().eventsStack(), place);
        if (instance.isPresent() && !instance.get().isCurrent()) {
            throw new PrerequisiteException("the rule could not be deployed to the account and Region");
        }
        Optional<EventReads.Rule> rule = deployment.events().rule(place, name, Optional.empty());
        if (rule.isEmpty()) {
            return List.of(CheckResult.fail(
                    "the rule " + name + " does not exist: no change is forwarded",
                    deployment.commands().eventsAnew(place, instance.isPresent())));
        }
        return List.of(check(name, rule.get(), place));
    }

    /** Every cause is named; a rule that is only disabled is enabled. */
    private CheckResult check(String name, EventReads.Rule rule, AccountRegion place) {
        List<String> causes = new ArrayList<>();
        target(name, rule).ifPresent(causes::add);
        rule.patternProblem().ifPresent(problem -> causes.add("of the rule " + name + " " + problem));
        boolean isOnlyDisabled = causes.isEmpty() && !rule.isEnabled();
        if (!rule.isEnabled()) {
            causes.add(0, "the rule " + name + " is disabled: no change is forwarded");
        }
        if (causes.isEmpty()) {
            return CheckResult.pass("the rule " + name + " forwards changes to the hub");
        }
        return CheckResult.fail(
                String.join("; ", causes),
                isOnlyDisabled
                        ? Fix.in("{account}", "aws events enable-rule --name " + name + " --region {region}")
                        : deployment.commands().eventsAnew(place, true));
    }

    private Optional<String> target(String name, EventReads.Rule rule) {
        Optional<EventReads.Target> target = rule.targets().stream()
                .filter(each -> each.arn().equals(deployment.arns().bus()))
                .findFirst();
        if (target.isEmpty()) {
            return Optional.of("the rule " + name + " does not send to the bus of the hub "
                    + deployment.arns().bus()
                    + (rule.targets().isEmpty()
                            ? ": it has no target"
                            : ", but to " + rule.targets().get(0).arn()));
        }
        return target.get().roleArn().endsWith(":role/" + deployment.names().forwardRole())
                ? Optional.empty()
                : Optional.of("the rule " + name + " does not use the role "
                        + deployment.names().forwardRole() + ", so that EventBridge may not send to the hub");
    }
}
