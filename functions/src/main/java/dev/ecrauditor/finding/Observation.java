package dev.ecrauditor.finding;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.RuleCard;
import dev.ecrauditor.rule.Verdict;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One look at a repository.
 *
 * @param judged what was read and judged; empty when the repository no longer exists
 * @param event the event that made us look, if one did
 * @param at when we looked
 */
public record Observation(Optional<Judged> judged, Optional<RepositoryChange> event, Instant at) {

    /** A snapshot and the verdict of every rule on it, in the order of the rule book. */
    public record Judged(RepositorySnapshot repository, Map<RuleCard, Verdict> verdicts) {
        public Judged {
            verdicts = Collections.unmodifiableMap(new LinkedHashMap<>(verdicts));
        }
    }
}
