package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.FunctionReads;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.DeploymentNames;
import dev.ecrauditor.cli.doctor.check.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a function can run, and reads its queue through the alias of a published version. */
final class FunctionStates {

    private static final String LATEST = "$LATEST";

    private final Deployment deployment;

    FunctionStates(Deployment deployment) {
        this.deployment = deployment;
    }

    /**
     * What keeps a function from running, or from reading its queue.
     *
     * @param queueArn the queue; empty where any will do
     */
    List<CheckResult> failures(String name, Optional<String> queueArn) {
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
        notReading(name, queueArn).ifPresent(failures::add);
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

    /** The event source mapping of a function for a queue, or for any. */
    Optional<FunctionReads.Mapping> mapping(String name, Optional<String> queueArn) {
        return deployment.functions().mappings(name, DeploymentNames.ALIAS).stream()
                .filter(each -> queueArn.map(each.queueArn()::equals).orElse(true))
                .findFirst();
    }

    private Optional<CheckResult> notReading(String name, Optional<String> queueArn) {
        Optional<FunctionReads.Mapping> mapping = mapping(name, queueArn);
        if (mapping.isEmpty()) {
            return Optional.of(fail("the function " + name + " does not read its queue"
                    + queueArn.map(arn -> " " + queue(arn)).orElse("") + ": it has no event source mapping for it"));
        }
        String queue = queue(mapping.get().queueArn());
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

    private static String queue(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }
}
