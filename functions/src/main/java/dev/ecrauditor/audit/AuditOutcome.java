package dev.ecrauditor.audit;

import dev.ecrauditor.event.Ignored;
import java.util.List;

/**
 * The outcome of an event. FAILED is an exception: the message returns to the queue, finally to the dead-letter queue.
 */
public sealed interface AuditOutcome {

    /** The evaluation produced alerts. */
    record Alerted(List<String> alertIds) implements AuditOutcome {
        public Alerted {
            alertIds = List.copyOf(alertIds);
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
    record NotOurs(Ignored ignored) implements AuditOutcome {}
}
