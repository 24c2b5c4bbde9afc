package dev.ecrauditor.runtime;

import dev.ecrauditor.testing.AlertSummary;
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
record StoryOutcome(String outcome, Optional<String> reason, List<AlertSummary> alerts, boolean schedulesReevaluation) {

    static final StoryOutcome FAILED = new StoryOutcome("FAILED", Optional.empty(), List.of(), false);
}
