package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.SubjectRecord;
import java.util.List;

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

    /** The emitted alerts, without the remediation request. */
    public List<AlertFacts> alerts() {
        return emitted.stream()
                .filter(AlertFacts.class::isInstance)
                .map(AlertFacts.class::cast)
                .toList();
    }
}
