package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.settings.Settings;

/**
 * How the auditor of a schedule is set up.
 *
 * @param settings how far remediation may go, and what it leaves alone
 * @param isNew true when there was never a sweep
 * @param looksAtOnce for how many looks of a sweep the time of one invocation is enough, as if there were thousands of repositories
 */
public record Setup(Settings settings, boolean isNew, int looksAtOnce) {}
