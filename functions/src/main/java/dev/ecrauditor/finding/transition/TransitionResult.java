package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.SubjectRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a transition.
 *
 * @param record the next record; its outbox ends with the emitted entries
 * @param emitted the entries that this transition added to the outbox, in their order
 */
public record TransitionResult(SubjectRecord record, List<OutboxEntry> emitted) {

    public TransitionResult {
        emitted = List.copyOf(emitted);
    }

    /**
     * Whether the evaluation has only confirmed what was recorded: nothing but times, the version, the mark of the
     * rules and what is remembered of earlier policies differ.
     */
    public boolean confirms(SubjectRecord before) {
        Map<FindingKey, FindingState> sameTimes = new LinkedHashMap<>();
        record.findings()
                .forEach((key, state) -> sameTimes.put(
                        key,
                        before.findings().containsKey(key)
                                ? state.evaluatedAt(before.findings().get(key).lastEvaluated())
                                : state));
        return emitted.isEmpty()
                && record.policy().last().equals(before.policy().last())
                && record.toBuilder()
                        .version(before.version())
                        .lastEvaluated(before.lastEvaluated())
                        .evaluatedBy(before.evaluatedBy())
                        .policy(before.policy())
                        .findings(sameTimes)
                        .build()
                        .equals(before);
    }

    /** The emitted alerts, without the remediation request. */
    public List<AlertFacts> alerts() {
        return emitted.stream()
                .filter(AlertFacts.class::isInstance)
                .map(AlertFacts.class::cast)
                .toList();
    }
}
