package dev.ecrauditor.infra.settings;

import dev.ecrauditor.infra.function.FunctionJar;
import dev.ecrauditor.settings.file.SettingsFile;

/**
 * The parts of a deployment.
 *
 * @param settings the settings of the person who deploys
 * @param jar the code of every function
 */
public record Deployment(HubSettings settings, FunctionJar jar) {

    /** What is watched; without a settings file the account and Region of the deployment. */
    public Rollout rollout() {
        return Rollout.of(settings.file().orElseGet(SettingsFile::defaults).settings());
    }
}
