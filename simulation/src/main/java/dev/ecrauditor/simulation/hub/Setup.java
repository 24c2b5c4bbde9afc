package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.settings.Settings;

/**
 * The setup of the auditor in a schedule.
 *
 * @param settings the remediation modes, exclusions and waivers
 * @param isNew true if there was no sweep yet
 * @param evaluationsPerInvocation how many repositories one invocation of the sweep has time to evaluate, as if there
 *     were thousands
 */
public record Setup(Settings settings, boolean isNew, int evaluationsPerInvocation) {}
