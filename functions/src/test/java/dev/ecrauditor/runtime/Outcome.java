package dev.ecrauditor.runtime;

import java.util.List;
import java.util.Optional;

/**
 * How a story ends.
 *
 * @param outcome the word in the function's answer, or FAILED
 * @param reason why it was ignored
 * @param alerts the published alerts, in order
 * @param schedulesReevaluation whether a reevaluation is scheduled
 */
record Outcome(String outcome, Optional<String> reason, List<Told> alerts, boolean schedulesReevaluation) {

    static final Outcome FAILED = new Outcome("FAILED", Optional.empty(), List.of(), false);
}
