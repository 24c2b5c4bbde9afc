package dev.ecrauditor.cli.doctor.watched;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.StackReads;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.List;
import java.util.Optional;

/** Whether a StackSet has deployed its template to a watched account and Region. */
public final class StackInstance implements Check {

    private final Deployment deployment;
    private final String stackSet;
    private final String name;

    private StackInstance(Deployment deployment, String stackSet, String name) {
        this.deployment = deployment;
        this.stackSet = stackSet;
        this.name = name;
    }

    /** The StackSet of the roles, which deploys to the Region of the hub. */
    public static StackInstance ofRoles(Deployment deployment) {
        return new StackInstance(deployment, deployment.names().rolesStack(), "roles-deployed");
    }

    /** The StackSet of the forwarding rules. */
    public static StackInstance ofEvents(Deployment deployment) {
        return new StackInstance(deployment, deployment.names().eventsStack(), "rule-deployed");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<CheckResult> at(Place place) {
        if (deployment.watch().managementAccount().orElse("").equals(place.account())) {
            return List.of(CheckResult.skipped("no StackSet deploys to the management account"));
        }
        Optional<StackReads.Instance> instance = deployment.instance(stackSet, place);
        if (instance.isEmpty()) {
            return List.of(CheckResult.skipped(
                    "the StackSet " + stackSet + " does not name this account; what it deploys is checked by itself"));
        }
        if (instance.get().isCurrent()) {
            return List.of(CheckResult.pass("the StackSet " + stackSet + " is deployed"));
        }
        if (instance.get().detail().equals("RUNNING") || instance.get().detail().equals("PENDING")) {
            return List.of(CheckResult.unknown("the StackSet " + stackSet + " is being deployed ("
                    + instance.get().detail() + "); run doctor again when that has ended"));
        }
        return List.of(CheckResult.fail(failure(instance.get()), fix(instance.get(), place)));
    }

    private String failure(StackReads.Instance instance) {
        return "the StackSet " + stackSet + " could not be deployed (" + instance.status()
                + (instance.detail().isEmpty() ? "" : ", " + instance.detail()) + ")"
                + (instance.reason().isEmpty() ? "" : ": " + instance.reason());
    }

    /** An inoperable instance cannot be updated, only deleted and created again. */
    private Fix fix(StackReads.Instance instance, Place place) {
        if (!instance.status().equals("INOPERABLE")) {
            return deployment.commands().retry(stackSet);
        }
        return stackSet.equals(deployment.names().rolesStack())
                ? deployment.commands().rolesAnew(place, true)
                : deployment.commands().eventsAnew(place, true);
    }
}
