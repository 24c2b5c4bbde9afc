package dev.ecrauditor.cli.doctor.before;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.List;

/** Whether the hub is bootstrapped for the AWS CDK: a remark, because only {@code cdk deploy} needs it. */
public final class Bootstrap implements Check {

    private static final String STACK = "CDKToolkit";

    private final Deployment deployment;

    public Bootstrap(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "cdk-bootstrap";
    }

    @Override
    public List<CheckResult> at(Place place) {
        return List.of(
                deployment.stacks().stack(STACK).isPresent()
                        ? CheckResult.pass("the hub is bootstrapped for the AWS CDK")
                        : CheckResult.skipped("the hub is not bootstrapped for the AWS CDK; before 'cdk deploy' run"
                                + " 'npx aws-cdk@2.1148.1 bootstrap' in infra-cdk"));
    }
}
