package dev.ecrauditor.cli.doctor.before;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.List;

/** Whether the hub account is a delegated administrator of CloudFormation StackSets. */
public final class DelegatedAdministrator implements Check {

    static final String STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com";

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
        if (isRegistered(deployment, place)) {
            return List.of(
                    CheckResult.pass("the hub account is a delegated administrator of CloudFormation StackSets"));
        }
        return List.of(CheckResult.fail(
                "the hub account {account} is no delegated administrator of CloudFormation StackSets",
                Fix.in(
                        deployment.watch().managementAccount().orElse("MANAGEMENT_ACCOUNT"),
                        "aws organizations register-delegated-administrator --account-id {account} --service-principal "
                                + STACK_SETS)));
    }

    static boolean isRegistered(Deployment deployment, Place place) {
        return deployment
                .organization()
                .administrators(STACK_SETS)
                .filter(accounts -> accounts.contains(place.account()))
                .isPresent();
    }
}
