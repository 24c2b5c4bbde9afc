package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.StackReads;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the StackSets that deploy to the accounts of the organization are there. */
public final class Rollout implements Check {

    private final Deployment deployment;

    public Rollout(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "rollout";
    }

    @Override
    public List<CheckResult> at(Place place) {
        deployment.requireAdministrator();
        List<String> missing = Stream.of(
                        deployment.names().rolesStack(), deployment.names().eventsStack())
                .filter(name -> deployment.instances(name).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            return List.of(CheckResult.fail(
                    "the StackSet " + String.join(" and the StackSet ", missing) + " does not exist",
                    deployment.commands().deploy(deployment.names().rolloutStack())));
        }
        long all = instances(deployment.names().eventsStack()).size();
        return List.of(CheckResult.pass(
                "the StackSets are there; the rules are deployed to " + all + " accounts and Regions"));
    }

    private List<StackReads.Instance> instances(String name) {
        Optional<List<StackReads.Instance>> instances = deployment.instances(name);
        return instances.orElse(List.of());
    }
}
