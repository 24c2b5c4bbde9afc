package dev.ecrauditor.simulation.scenario;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.simulation.design.ProductionDesign;
import dev.ecrauditor.simulation.world.ApiCall;

/** Terraform run by a controller that wants scanning off: it reverts remediation until the schedule ends. */
final class Controller {

    private static final Actor TERRAFORM = ScenarioContext.actor("terraform-controller", Actor.Tool.TERRAFORM);

    private Controller() {}

    static void watch(ScenarioContext context, RepositoryArn arn, long delay, long end) {
        context.world().registry().watch(call -> {
            if (isRemediationOf(call, arn) && context.world().timeline().now() + delay < end) {
                context.world()
                        .timeline()
                        .in(delay, () -> context.world().registry().putScanning(arn, false, TERRAFORM));
            }
        });
    }

    private static boolean isRemediationOf(ApiCall call, RepositoryArn arn) {
        return call.change().kind() == ChangeKind.PUT_IMAGE_SCANNING_CONFIGURATION
                && call.change().repository().equals(arn)
                && call.change()
                        .actor()
                        .roleName()
                        .map(ProductionDesign.REMEDIATION_ROLE::equals)
                        .orElse(false);
    }
}
