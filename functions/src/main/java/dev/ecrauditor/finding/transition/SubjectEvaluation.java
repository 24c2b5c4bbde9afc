package dev.ecrauditor.finding.transition;

import dev.ecrauditor.event.ApiCall;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One evaluation of a registry or a key.
 *
 * @param verdicts the verdict of every rule that was evaluated; empty when no repository uses the key any more
 * @param cause which call is known to have set what was read
 * @param calls the calls whose events started the evaluation; none for a sweep
 * @param at when it took place
 * @param reason why it took place, where no event started it
 */
public record SubjectEvaluation(
        Optional<Map<RuleMetadata, Verdict>> verdicts,
        CertainCause cause,
        List<ApiCall> calls,
        Instant at,
        Optional<EvaluationReason> reason) {

    public SubjectEvaluation {
        verdicts = verdicts.map(LinkedHashMap::new);
        calls = List.copyOf(calls);
    }

    /** Knows what was read. */
    public interface CertainCause {

        /** True when the call set exactly the value of the setting that was read. */
        boolean hasSet(ApiCall call, Setting setting);
    }
}
