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
 * One evaluation of a repository.
 *
 * @param result what was read and evaluated; empty when the repository no longer exists
 * @param events the events that started the evaluation; none for a reevaluation or a sweep
 * @param at when the evaluation took place
 * @param reason why it took place, where no event started it
 * @param asked when the reading began; what was read may be that old
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

    /** An evaluation that took no time. */
    public Evaluation(
            Optional<Result> result, List<RepositoryChange> events, Instant at, Optional<EvaluationReason> reason) {
        this(result, events, at, reason, at);
    }

    /** An evaluation because of one event, or of none. */
    public Evaluation(Optional<Result> result, Optional<RepositoryChange> event, Instant at) {
        this(result, event.stream().toList(), at, Optional.empty());
    }

    /** When the repository was created; of one that no longer exists, when that was found. */
    public Instant createdAt() {
        return result.map(evaluated -> evaluated.repository().createdAt()).orElse(at);
    }

    /** A snapshot and the verdict of every rule on it, in the order of the rule registry. */
    public record Result(RepositorySnapshot repository, Map<RuleMetadata, Verdict> verdicts) {
        public Result {
            verdicts = Collections.unmodifiableMap(new LinkedHashMap<>(verdicts));
        }
    }
}
