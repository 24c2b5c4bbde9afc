package dev.ecrauditor.infra.settings;

import dev.ecrauditor.infra.function.FunctionJar;

/**
 * The parts of a deployment.
 *
 * @param settings the settings of the person who deploys
 * @param jar the code of the functions; that of Security Hub CSPM is beside it
 */
public record Deployment(HubSettings settings, FunctionJar jar) {

    /** What is watched. */
    public Rollout rollout() {
        return Rollout.of(settings.auditor());
    }
}
