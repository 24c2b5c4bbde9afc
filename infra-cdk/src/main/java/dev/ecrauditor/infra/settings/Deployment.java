package dev.ecrauditor.infra.settings;

import dev.ecrauditor.infra.function.FunctionJar;

/**
 * What one deployment is made of.
 *
 * @param settings what the person deploying decided
 * @param jar the code of every function
 */
public record Deployment(HubSettings settings, FunctionJar jar) {}
