package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.FunctionReads;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.DeploymentNames;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the functions can run, and read their queues through the alias of a published version. */
public final class Functions implements Check {

    private static final String LATEST = "$LATEST";

    private final Deployment deployment;

    public Functions(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "functions";
    }

    @Override
    public List<CheckResult> at(Place place) {
        Map<String, String> queues = queuesOfFunctions();
        List<CheckResult> failures = new ArrayList<>();
        queues.forEach((function, queue) -> failures.addAll(check(function, queue)));
        return failures.isEmpty()
                ? List.of(CheckResult.pass(
                        "the functions are active and read their queues: " + String.join(", ", queues.keySet())))
                : failures;
    }

    /** The ARN of the queue of each function. */
    private Map<String, String> queuesOfFunctions() {
        DeploymentNames names = deployment.names();
        HubQueues queues = new HubQueues(deployment);
        Map<String, String> all = new LinkedHashMap<>();
        all.put(names.auditFunction(), queues.arn("ChangeQueueUrl"));
        all.put(names.alertFunction(), queues.arn("DrainQueueUrl"));
        all.put(names.sweepFunction(), queues.arn("SweepQueueUrl"));
        if (deployment.hasRemediation()) {
            all.put(names.remediationFunction(), queues.arn("RemediationQueueUrl"));
        }
        return all;
    }

    private List<CheckResult> check(String name, String queueArn) {
        Optional<FunctionReads.Function> function = deployment.functions().function(name);
        if (function.isEmpty()) {
            return List.of(fail("the function " + name + " does not exist"));
        }
        List<CheckResult> failures = new ArrayList<>();
        state(name, function.get()).ifPresent(failures::add);
        Optional<String> version = deployment.functions().version(name, DeploymentNames.ALIAS);
        if (version.isEmpty()) {
            failures.add(fail("the function " + name + " has no alias '" + DeploymentNames.ALIAS + "'"));
            return failures;
        }
        if (version.get().equals(LATEST)) {
            failures.add(fail("the alias '" + DeploymentNames.ALIAS + "' of the function " + name
                    + " names no published version, but $LATEST"));
        }
        mapping(name, queueArn).ifPresent(failures::add);
        return failures;
    }

    private Optional<CheckResult> state(String name, FunctionReads.Function function) {
        if (function.concurrency().orElse(1) == 0) {
            String restore = name.equals(deployment.names().alertFunction())
                    ? "aws lambda put-function-concurrency --reserved-concurrent-executions 1"
                    : "aws lambda delete-function-concurrency";
            return Optional.of(CheckResult.fail(
                    "the function " + name + " is switched off: it has a reserved concurrency of 0",
                    Fix.in("{account}", restore + " --function-name " + name + " --region {region}")));
        }
        if (!function.state().equals("Active")) {
            return Optional.of(fail("the function " + name + " is " + function.state()
                    + (function.reason().isEmpty() ? "" : ": " + function.reason())));
        }
        return function.update().equals("Failed")
                ? Optional.of(fail("the last update of the function " + name + " failed"))
                : Optional.empty();
    }

    private Optional<CheckResult> mapping(String name, String queueArn) {
        String queue = queueArn.substring(queueArn.lastIndexOf(':') + 1);
        Optional<FunctionReads.Mapping> mapping = deployment.functions().mappings(name, DeploymentNames.ALIAS).stream()
                .filter(each -> each.queueArn().equals(queueArn))
                .findFirst();
        if (mapping.isEmpty()) {
            return Optional.of(fail("the function " + name + " does not read its queue " + queue
                    + ": it has no event source mapping for it"));
        }
        String state = mapping.get().state();
        if (state.equals("Enabled") || state.equals("Enabling") || state.equals("Updating")) {
            return Optional.empty();
        }
        return Optional.of(CheckResult.fail(
                "the function " + name + " does not read its queue " + queue + ": the event source mapping is " + state,
                Fix.in(
                        "{account}",
                        "aws lambda update-event-source-mapping --uuid "
                                + mapping.get().id() + " --enabled --region {region}")));
    }

    private CheckResult fail(String cause) {
        return CheckResult.fail(cause, deployment.commands().revertHub());
    }
}
