package dev.ecrauditor.finding.record;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One look at a repository.
 *
 * @param result what was read and judged; empty when the repository no longer exists
 * @param events the events that made us look, none for a look of our own
 * @param at when we looked
 * @param reason why we looked, where not because something happened
 * @param asked when the reading began; whatever was read may be as old as that
 */
public record Evaluation(
        Optional<Result> result,
        List<RepositoryChange> events,
        Instant at,
        Optional<EvaluationReason> reason,
        Instant asked) {

    public Evaluation {
        events = List.copyOf(events);
    }

    /** A look that took no time. */
    public Evaluation(
            Optional<Result> result, List<RepositoryChange> events, Instant at, Optional<EvaluationReason> reason) {
        this(result, events, at, reason, at);
    }

    /** A look because of one event, or of none. */
    public Evaluation(Optional<Result> result, Optional<RepositoryChange> event, Instant at) {
        this(result, event.stream().toList(), at, Optional.empty());
    }

    /** A snapshot and the verdict of every rule on it, in the order of the rule registry. */
    public record Result(RepositorySnapshot repository, Map<RuleMetadata, Verdict> verdicts) {
        public Result {
            verdicts = Collections.unmodifiableMap(new LinkedHashMap<>(verdicts));
        }
    }
}
