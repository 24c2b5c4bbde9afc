package dev.ecrauditor.infra.settings;

import dev.ecrauditor.infra.function.FunctionJar;

/**
 * The parts of a deployment.
 *
 * @param settings the settings of the person who deploys
 * @param jar the code of every function
 * @param rollout the accounts and Regions that are watched
 */
public record Deployment(HubSettings settings, FunctionJar jar, Rollout rollout) {

    /** Watches the account and Region of the deployment. */
    public Deployment(HubSettings settings, FunctionJar jar) {
        this(settings, jar, Rollout.SINGLE_ACCOUNT);
    }
}
