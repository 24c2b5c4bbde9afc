package dev.ecrauditor.audit.delivery;

import dev.ecrauditor.audit.DrainRequestQueue;
import dev.ecrauditor.audit.RetryableAuditException;
import dev.ecrauditor.delivery.CheckResult;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.transition.CoverageTransition.DenialContext;
import dev.ecrauditor.finding.transition.DeliveryTransition;
import dev.ecrauditor.finding.transition.TransitionResult;
import dev.ecrauditor.settings.Reminders;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Records the results of checks of event delivery in the record of the coverage. */
public final class DeliveryAudit {

    private static final int TRIES = 5;

    private final FindingStore store;
    private final DrainRequestQueue drainRequests;
    private final Clock clock;
    private final Supplier<Reminders> reminders;

    /** An audit without reminders. */
    public DeliveryAudit(FindingStore store, DrainRequestQueue drainRequests, Clock clock) {
        this(store, drainRequests, clock, () -> Reminders.NONE);
    }

    /** @param reminders how often people are reminded that a check still fails */
    public DeliveryAudit(
            FindingStore store, DrainRequestQueue drainRequests, Clock clock, Supplier<Reminders> reminders) {
        this.reminders = reminders;
        this.store = store;
        this.drainRequests = drainRequests;
        this.clock = clock;
    }

    /**
     * Makes the checks and records them.
     *
     * @param reason why findings are published in a digest only, if so
     * @param checks asks AWS; made again for every attempt, after the record is read
     * @throws RetryableAuditException when other writers always win
     */
    public void record(
            Subject.Coverage coverage, Optional<EvaluationReason> reason, Supplier<List<CheckResult>> checks) {
        for (int i = 0; i < TRIES; i++) {
            SubjectRecord before =
                    store.load(coverage).orElseGet(() -> SubjectRecord.notEvaluated(coverage, store.generation()));
            Optional<TransitionResult> next = DeliveryTransition.record(
                    before, checks.get(), new DenialContext(List.of(), reason, clock.instant(), reminders.get()));
            if (next.isEmpty()) {
                return;
            }
            if (store.save(next.get().record())) {
                if (!next.get().record().outbox().isEmpty()) {
                    drainRequests.requestDrain(next.get().record());
                }
                return;
            }
        }
        throw new RetryableAuditException(
                "the record of " + coverage + " was written by others " + TRIES + " times in a row");
    }
}
