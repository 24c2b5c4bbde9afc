package dev.ecrauditor.audit.subject;

import dev.ecrauditor.audit.DrainRequestQueue;
import dev.ecrauditor.audit.RetryableAuditException;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.transition.AlertHold;
import dev.ecrauditor.finding.transition.SubjectEvaluation;
import dev.ecrauditor.finding.transition.SubjectTransition;
import dev.ecrauditor.finding.transition.TransitionResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Evaluates a registry or a key: reads the record, then AWS, and stores the next record with its alerts in one
 * conditional write, as the audit of repositories does.
 */
final class SubjectAudit {

    private static final int TRIES = 5;

    private final FindingStore store;
    private final DrainRequestQueue drainRequests;

    SubjectAudit(FindingStore store, DrainRequestQueue drainRequests) {
        this.store = store;
        this.drainRequests = drainRequests;
    }

    /** The record of a subject; empty when it was never evaluated. */
    Optional<SubjectRecord> record(Subject subject) {
        return store.load(subject);
    }

    /**
     * Evaluates a subject and stores the result.
     *
     * @param evaluation reads AWS and evaluates; asked again for every attempt, after the record is read
     * @return the alerts it caused
     * @throws RetryableAuditException when other writers always win
     */
    List<AlertFacts> evaluate(Subject subject, SubjectTransition.Terms terms, Supplier<SubjectEvaluation> evaluation) {
        for (int i = 0; i < TRIES; i++) {
            SubjectRecord before =
                    store.load(subject).orElseGet(() -> SubjectRecord.notEvaluated(subject, store.generation()));
            SubjectEvaluation now = evaluation.get();
            TransitionResult next = SubjectTransition.apply(before, now, terms);
            if (store.save(next.record())) {
                if (AlertHold.isAnyDue(next.record(), now.at())) {
                    drainRequests.requestDrain(next.record());
                }
                return next.alerts();
            }
        }
        throw new RetryableAuditException(
                "the record of " + subject + " was written by others " + TRIES + " times in a row");
    }
}
