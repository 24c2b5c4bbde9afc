package dev.ecrauditor.cli.doctor.before;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import dev.ecrauditor.cli.doctor.check.PrerequisiteException;
import java.util.List;

/** Whether the hub account is a delegated administrator of CloudFormation StackSets. */
public final class DelegatedAdministrator implements Check {

    private final Deployment deployment;

    public DelegatedAdministrator(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "delegated-administrator";
    }

    @Override
    public List<CheckResult> at(Place place) {
        if (deployment.organization().identity().isEmpty()) {
            throw new PrerequisiteException("the account is in no organization");
        }
        if (deployment.isAdministrator()) {
            return List.of(
                    CheckResult.pass("the hub account is a delegated administrator of CloudFormation StackSets"));
        }
        return List.of(CheckResult.fail(
                "the hub account {account} is no delegated administrator of CloudFormation StackSets",
                Fix.in(
                        deployment.watch().managementAccount().orElse("MANAGEMENT_ACCOUNT"),
                        "aws organizations register-delegated-administrator --account-id {account} --service-principal "
                                + Deployment.STACK_SETS)));
    }
}
