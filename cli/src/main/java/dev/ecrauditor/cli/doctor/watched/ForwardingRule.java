package dev.ecrauditor.cli.doctor.watched;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.EventReads;
import dev.ecrauditor.cli.doctor.aws.StackReads;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.ChangePattern;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.PrerequisiteException;
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

    private CheckResult check(String name, EventReads.Rule rule, AccountRegion place) {
        if (!rule.isEnabled()) {
            return CheckResult.fail(
                    "the rule " + name + " is disabled: no change is forwarded",
                    Fix.in("{account}", "aws events enable-rule --name " + name + " --region {region}"));
        }
        Optional<EventReads.Target> target = rule.targets().stream()
                .filter(each -> each.arn().equals(deployment.arns().bus()))
                .findFirst();
        if (target.isEmpty()) {
            return anew(
                    "the rule " + name + " does not send to the bus of the hub "
                            + deployment.arns().bus()
                            + (rule.targets().isEmpty()
                                    ? ": it has no target"
                                    : ", but to " + rule.targets().get(0).arn()),
                    place);
        }
        if (!target.get().roleArn().endsWith(":role/" + deployment.names().forwardRole())) {
            return anew(
                    "the rule " + name + " does not use the role "
                            + deployment.names().forwardRole() + ", so that EventBridge may not send to the hub",
                    place);
        }
        return ChangePattern.isOf(rule.pattern())
                ? CheckResult.pass("the rule " + name + " forwards changes to the hub")
                : anew("the rule " + name + " has another event pattern than the template", place);
    }

    private CheckResult anew(String cause, AccountRegion place) {
        return CheckResult.fail(cause, deployment.commands().eventsAnew(place, true));
    }
}
