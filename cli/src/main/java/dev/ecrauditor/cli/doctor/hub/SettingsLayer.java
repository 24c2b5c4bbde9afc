package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.FunctionReads;
import dev.ecrauditor.cli.doctor.aws.ObjectReads;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.UnreadableException;
import dev.ecrauditor.settings.file.PublishedSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether every function that needs the settings has them, all have the same, and they are those of the file. */
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
    public List<CheckResult> at(AccountRegion place) {
        String deployed = deployment.output("DeployedSettings"); // without a stack there is no function
        List<String> functions = new ArrayList<>(deployment.names().readers());
        if (deployment.hasRemediation()) {
            functions.add(deployment.names().remediationFunction());
        }
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
        if (failures.isEmpty()) {
            failures.add(ofFile(deployed));
            failures.add(published(deployed));
        }
        return failures;
    }

    /** Whether the settings file is the deployed one. Trust and waivers can also be published without a deploy. */
    private CheckResult ofFile(String output) {
        Map<String, String> deployed = marks(output);
        List<String> different = PublishedSettings.marks(deployment.settings()).entrySet().stream()
                .filter(mark -> !mark.getValue().equals(deployed.get(mark.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        if (different.isEmpty()) {
            return CheckResult.pass("the functions have the settings of the file");
        }
        String parts = String.join(", ", different);
        return PublishedSettings.CHANGEABLE.containsAll(different)
                ? CheckResult.skipped("the file differs from the deployed one in " + parts
                        + "; whether that was published without a deploy is not checked")
                : CheckResult.fail(
                        "the settings file differs from the deployed one in " + parts,
                        deployment.commands().deploy(deployment.names().hubStack()));
    }

    /** Whether what was published was published for this deployment, not for an earlier one of the same settings. */
    private CheckResult published(String deployed) {
        String key = deployed.substring(0, (deployed + " ").indexOf(' '));
        String bucket = deployment.output("SettingsBucketName");
        Optional<Instant> written;
        try {
            written = new ObjectReads(deployment, bucket).written(key);
        } catch (UnreadableException denied) {
            return CheckResult.unknown(String.valueOf(denied.getMessage()));
        }
        Instant updated = deployment.hubStack().orElseThrow().updatedAt();
        if (written.filter(at -> at.isBefore(updated)).isEmpty()) {
            return CheckResult.pass(written.map(at -> "trust and waivers are those published at " + at)
                    .orElse("trust and waivers are as deployed"));
        }
        return CheckResult.fail(
                "trust and waivers are those published at " + written.get()
                        + ", before the last update of the stack at " + updated
                        + "; a deployment of earlier settings brings back what was published for them",
                Fix.in(
                        deployment.hub().account(),
                        "./ecr-auditor settings publish SETTINGS_FILE --hub-region "
                                + deployment.hub().region(),
                        "# or, for trust and waivers as deployed: aws s3 rm s3://" + bucket + "/" + key));
    }

    /** The output has the key of an object first, then a mark for each key of the settings. */
    private static Map<String, String> marks(String output) {
        Map<String, String> marks = new LinkedHashMap<>();
        for (String word : output.split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                marks.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return marks;
    }

    private CheckResult fail(String cause) {
        return CheckResult.fail(cause, deployment.commands().revertHub());
    }
}
