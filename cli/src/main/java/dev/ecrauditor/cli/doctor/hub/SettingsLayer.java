package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.FunctionReads;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether every function that needs the settings has them, and all have the same. */
public final class SettingsLayer implements Check {

    private final Deployment deployment;

    public SettingsLayer(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public List<CheckResult> at(Place place) {
        List<String> functions = new ArrayList<>(deployment.names().readers());
        if (deployment.hasRemediation()) {
            functions.add(deployment.names().remediationFunction());
        }
        var unused = deployment.output("ChangeQueueUrl"); // without a stack there is no function
        Set<List<String>> layers = new LinkedHashSet<>();
        List<CheckResult> failures = new ArrayList<>();
        for (String name : functions) {
            Optional<FunctionReads.Function> function = deployment.functions().function(name);
            if (function.isPresent() && function.get().layers().isEmpty()) {
                failures.add(fail("the function " + name + " has no settings: its layer is missing"));
            }
            function.map(FunctionReads.Function::layers)
                    .filter(all -> !all.isEmpty())
                    .ifPresent(layers::add);
        }
        if (layers.size() > 1) {
            failures.add(fail("the functions " + String.join(", ", functions) + " have different settings"));
        }
        return failures.isEmpty() ? List.of(CheckResult.pass("the functions have the same settings")) : failures;
    }

    private CheckResult fail(String cause) {
        return CheckResult.fail(cause, deployment.commands().revertHub());
    }
}
