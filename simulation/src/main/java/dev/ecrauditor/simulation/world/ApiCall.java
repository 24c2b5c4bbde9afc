package dev.ecrauditor.simulation.world;

import dev.ecrauditor.event.RepositoryChange;

/**
 * A call that ECR has carried out, with its exact time.
 *
 * @param change the event that CloudTrail writes, with its time in whole seconds
 * @param at when it was carried out
 * @param after the repository after it; for a deletion, before it
 */
public record ApiCall(RepositoryChange change, long at, RepositoryState after) {}
