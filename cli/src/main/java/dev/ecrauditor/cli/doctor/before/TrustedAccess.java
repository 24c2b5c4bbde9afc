package dev.ecrauditor.cli.doctor.before;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.List;

/** Whether CloudFormation StackSets may deploy into the accounts of the organization. */
public final class TrustedAccess implements Check {

    private final Deployment deployment;

    public TrustedAccess(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "trusted-access";
    }

    /** Only a delegated administrator gets an answer. */
    @Override
    public List<CheckResult> at(Place place) {
        deployment.requireAdministrator();
        if (deployment.stacks().hasTrustedAccess()) {
            return List.of(CheckResult.pass("CloudFormation StackSets have trusted access to the organization"));
        }
        return List.of(CheckResult.fail(
                "CloudFormation StackSets have no trusted access to the organization",
                Fix.in(
                        deployment.watch().managementAccount().orElse("MANAGEMENT_ACCOUNT"),
                        "aws cloudformation activate-organizations-access --region {region}")));
    }
}
