package dev.ecrauditor.audit;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.record.AlertFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The outcome of an evaluation.
 *
 * @param alerts the alerts that it emitted
 * @param readable whether the repository could be read
 */
record EvaluationOutcome(List<AlertFacts> alerts, boolean readable) {

    /** The outcome of each trigger, in their order; each alert is counted once, with the event it names. */
    List<AuditOutcome> of(List<Trigger> triggers) {
        Set<String> left = new HashSet<>();
        alerts.forEach(alert -> left.add(alert.id()));
        List<AuditOutcome> outcomes = new ArrayList<>();
        for (Trigger trigger : triggers) {
            outcomes.add(outcome(alerts.stream()
                    .filter(alert -> isReportedWith(alert, trigger) && left.remove(alert.id()))
                    .map(AlertFacts::id)
                    .toList()));
        }
        return outcomes;
    }

    private AuditOutcome outcome(List<String> alertIds) {
        if (!readable) {
            return new AuditOutcome.CoverageLost(alertIds);
        }
        return alertIds.isEmpty() ? new AuditOutcome.Recorded() : new AuditOutcome.Alerted(alertIds);
    }

    private static boolean isReportedWith(AlertFacts alert, Trigger trigger) {
        return alert.setBy()
                .or(alert::event)
                .map(event -> trigger instanceof RepositoryChange change
                        && change.eventId().equals(event.id()))
                .orElse(true);
    }
}
