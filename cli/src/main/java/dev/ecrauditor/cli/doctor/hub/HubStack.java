package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.StackReads;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.List;
import java.util.Optional;

/** Whether the hub is deployed, and its last deploy was complete. */
public final class HubStack implements Check {

    private static final List<String> OUTPUTS = List.of(
            "AlertTopicArn",
            "OperationsTopicArn",
            "FindingTableName",
            "ChangeQueueUrl",
            "DrainQueueUrl",
            "SweepQueueUrl",
            "UndeliveredEventsUrl");

    private final Deployment deployment;

    public HubStack(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "hub-stack";
    }

    @Override
    public List<CheckResult> at(Place place) {
        String name = deployment.names().hubStack();
        Optional<StackReads.Stack> stack = deployment.hubStack();
        return List.of(
                stack.isEmpty()
                        ? CheckResult.fail(
                                "the stack " + name + " does not exist in account {account} in {region}",
                                deployment.commands().deploy(name))
                        : ofStatus(name, stack.get()));
    }

    private CheckResult ofStatus(String name, StackReads.Stack stack) {
        String status = stack.status();
        String of = " --stack-name " + name + " --region {region}";
        if (status.endsWith("_IN_PROGRESS")) {
            return CheckResult.unknown(
                    "the stack " + name + " is being deployed (" + status + "); run doctor again when that has ended");
        }
        if (status.equals("UPDATE_ROLLBACK_FAILED")) {
            return CheckResult.fail(
                    "the last deploy of the stack " + name + " failed, and so did its rollback (" + status + ")",
                    Fix.in("{account}", "aws cloudformation continue-update-rollback" + of));
        }
        if (status.equals("UPDATE_ROLLBACK_COMPLETE")) {
            return CheckResult.fail(
                    "the last deploy of the stack " + name + " failed and was rolled back (" + status + ")",
                    Fix.in(
                            "{account}",
                            "aws cloudformation describe-stack-events" + of
                                    + " --query \"StackEvents[?contains(ResourceStatus,'FAILED')].[LogicalResourceId,ResourceStatusReason]\"",
                            deployment.commands().deploy(name).commands().get(0)));
        }
        if (!status.equals("CREATE_COMPLETE")
                && !status.equals("UPDATE_COMPLETE")
                && !status.equals("IMPORT_COMPLETE")) {
            return CheckResult.fail(
                    "the stack " + name + " was never deployed completely (" + status + ")",
                    Fix.in(
                            "{account}",
                            "aws cloudformation delete-stack" + of,
                            "aws cloudformation wait stack-delete-complete" + of,
                            deployment.commands().deploy(name).commands().get(0)));
        }
        return outputs(name, stack);
    }

    private CheckResult outputs(String name, StackReads.Stack stack) {
        List<String> missing = OUTPUTS.stream()
                .filter(output -> !stack.outputs().containsKey(output))
                .toList();
        boolean noRemediation = deployment.hasRemediation() && !stack.outputs().containsKey("RemediationQueueUrl");
        if (!missing.isEmpty() || noRemediation) {
            return CheckResult.fail(
                    missing.isEmpty()
                            ? "the settings have remediation " + deployment.remediation()
                                    + ", but the deployed stack has none: it was deployed with other settings"
                            : "the stack " + name + " does not have the outputs " + String.join(", ", missing)
                                    + ": an older version is deployed",
                    deployment.commands().deploy(name));
        }
        return CheckResult.pass("the stack " + name + " is deployed (" + stack.status() + ")");
    }
}
