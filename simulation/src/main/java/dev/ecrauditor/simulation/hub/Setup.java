package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.finding.RemediationMode;

/**
 * How the auditor of a schedule is set up.
 *
 * @param mode how far remediation may go
 * @param isNew true when there was never a sweep
 * @param looksAtOnce for how many looks of a sweep the time of one invocation is enough, as if there were thousands of repositories
 */
public record Setup(RemediationMode mode, boolean isNew, int looksAtOnce) {}
