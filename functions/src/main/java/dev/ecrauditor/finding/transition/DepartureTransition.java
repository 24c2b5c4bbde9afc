package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.SubjectRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Resolves everything that is open in a record of an account that is no longer watched. Pure. */
public final class DepartureTransition {

    private DepartureTransition() {}

    /** The record without open findings; empty when none is open. */
    public static Optional<TransitionResult> resolve(SubjectRecord before, Instant at) {
        List<FindingKey> open =
                before.findings().keySet().stream().filter(before::isOpen).toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        FindingLedger ledger = new FindingLedger(before, before.incarnation().orElse(Instant.EPOCH), at);
        Attribution left = Attribution.by(Optional.empty()).withReason(Optional.of(EvaluationReason.ACCOUNT_LEFT));
        open.forEach(key -> ledger.resolveForGood(key, Cause.ACCOUNT_LEFT, left));
        return Optional.of(CoverageTransition.next(before, ledger, at));
    }
}
