package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.DeploymentNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the functions can run, and read their queues through the alias of a published version. */
public final class Functions implements Check {

    private final Deployment deployment;

    public Functions(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "functions";
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
        Map<String, String> queues = queuesOfFunctions();
        FunctionStates states = new FunctionStates(deployment);
        List<CheckResult> failures = new ArrayList<>();
        queues.forEach((function, queue) -> failures.addAll(states.failures(function, Optional.of(queue))));
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
}
