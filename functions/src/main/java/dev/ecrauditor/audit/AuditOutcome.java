package dev.ecrauditor.audit;

import dev.ecrauditor.event.ApiCall;
import dev.ecrauditor.event.Ignored;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.record.AlertFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The outcome of an event. FAILED is an exception: the message returns to the queue, finally to the dead-letter queue.
 */
public sealed interface AuditOutcome {

    /**
     * The evaluation produced alerts.
     *
     * @param isUnannounced whether a sweep found a change that an event should have announced
     */
    record Alerted(List<String> alertIds, boolean isUnannounced) implements AuditOutcome {
        public Alerted {
            alertIds = List.copyOf(alertIds);
        }

        /** Of an event. */
        public Alerted(List<String> alertIds) {
            this(alertIds, false);
        }
    }

    /** The repository was evaluated and nothing has changed. */
    record Recorded() implements AuditOutcome {}

    /** The account denies reading the repository; this is published once. The sweep reads it when access is back. */
    record CoverageLost(List<String> alertIds) implements AuditOutcome {
        public CoverageLost {
            alertIds = List.copyOf(alertIds);
        }
    }

    /** The event was ignored. */
    record EventIgnored(Ignored ignored) implements AuditOutcome {}

    /**
     * The outcomes of one evaluation.
     *
     * @param alerts the alerts that it emitted
     * @param readable whether the repository could be read
     * @return the outcome of each trigger, in their order; each alert is counted once, with the event it names
     */
    static List<AuditOutcome> of(List<Trigger> triggers, List<AlertFacts> alerts, boolean readable) {
        Set<String> left = new HashSet<>();
        alerts.forEach(alert -> left.add(alert.id()));
        List<AuditOutcome> outcomes = new ArrayList<>();
        for (Trigger trigger : triggers) {
            List<String> alertIds = alerts.stream()
                    .filter(alert -> isReportedWith(alert, trigger) && left.remove(alert.id()))
                    .map(AlertFacts::id)
                    .toList();
            outcomes.add(
                    !readable
                            ? new CoverageLost(alertIds)
                            : alertIds.isEmpty() ? new Recorded() : new Alerted(alertIds));
        }
        return outcomes;
    }

    private static boolean isReportedWith(AlertFacts alert, Trigger trigger) {
        return alert.setBy()
                .or(alert::event)
                .map(event -> trigger instanceof ApiCall call && call.eventId().equals(event.id()))
                .orElse(true);
    }
}
