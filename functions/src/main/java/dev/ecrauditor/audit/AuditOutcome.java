package dev.ecrauditor.audit;

import dev.ecrauditor.event.Ignored;
import java.util.List;

/** How an event ended. One more end, FAILED, is an exception: the message goes back and in the end to the dead-letter queue. */
public sealed interface AuditOutcome {

    /** Something was found that people have to be told. */
    record Alerted(List<String> alertIds) implements AuditOutcome {
        public Alerted {
            alertIds = List.copyOf(alertIds);
        }
    }

    /** The repository was judged and nothing is new. */
    record Recorded() implements AuditOutcome {}

    /** The account does not let us read the repository; people are told of that once. The sweep looks when it does again. */
    record CoverageLost(List<String> alertIds) implements AuditOutcome {
        public CoverageLost {
            alertIds = List.copyOf(alertIds);
        }
    }

    /** The event was none of ours. */
    record NotOurs(Ignored ignored) implements AuditOutcome {}
}
