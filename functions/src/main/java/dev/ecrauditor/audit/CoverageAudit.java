package dev.ecrauditor.audit;

import dev.ecrauditor.event.ApiCall;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.transition.CoverageTransition;
import dev.ecrauditor.finding.transition.CoverageTransition.DenialContext;
import dev.ecrauditor.finding.transition.CoverageTransition.Refusal;
import dev.ecrauditor.finding.transition.TransitionResult;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.Reminders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Records whether the auditor can read an account in a Region: one finding, opened and resolved once. */
public final class CoverageAudit {

    private static final int TRIES = 5;
    private static final int MAX_COVERAGES = 1_000;

    /** The clocks of two invocations differ by less. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    /** How long full coverage is assumed before the record is read again. */
    private static final Duration KNOWN_FOR = Duration.ofMinutes(1);

    private final FindingStore store;
    private final DrainRequestQueue drainRequests;
    private final Clock clock;
    private final Supplier<Reminders> reminders;
    private final Map<Subject, Instant> knownComplete = new LinkedHashMap<>();

    /** An audit without reminders. */
    public CoverageAudit(FindingStore store, DrainRequestQueue drainRequests, Clock clock) {
        this(store, drainRequests, clock, () -> Reminders.NONE);
    }

    /** @param reminders how often people are reminded that an account still cannot be read */
    public CoverageAudit(
            FindingStore store, DrainRequestQueue drainRequests, Clock clock, Supplier<Reminders> reminders) {
        this.reminders = reminders;
        this.store = store;
        this.drainRequests = drainRequests;
        this.clock = clock;
    }

    /**
     * Records a refused call. The record is read before AWS is asked again, for the same reason as in every audit.
     *
     * @param events the events whose handling was refused; none for a sweep
     * @param reason why it is published in a digest only, if so
     * @param again asks AWS once more
     * @return the record with the finding open, and the alert that this refusal caused
     * @throws RetryableAuditException when the call is no longer refused, or other writers always win
     */
    public TransitionResult lost(
            Subject.Coverage coverage,
            Refused refused,
            List<? extends ApiCall> events,
            Optional<EvaluationReason> reason,
            Supplier<Reading<?>> again) {
        for (int i = 0; i < TRIES; i++) {
            SubjectRecord before = record(coverage);
            if (!(again.get() instanceof Reading.Unreadable<?> unreadable)) {
                throw new RetryableAuditException("what " + coverage + " refused a moment ago can be read now");
            }
            TransitionResult next = CoverageTransition.recordDenial(
                    before,
                    refused.by(DeniedCall.of(unreadable)),
                    new DenialContext(events, reason, clock.instant(), reminders.get()));
            if (saved(next)) {
                knownComplete.remove(coverage);
                return next;
            }
        }
        throw writtenByOthers(coverage);
    }

    /** Builds the refusal of a denied call. */
    public interface Refused {
        Refusal by(DeniedCall denied);
    }

    /** When refused calls last succeeded again; empty while a call is refused, or if none ever was. */
    public Optional<Instant> restoredAt(Subject.Coverage coverage) {
        return Optional.ofNullable(record(coverage).findings().get(CoverageTransition.FINDING))
                .filter(state -> !state.open())
                .map(FindingState::lastEvaluated);
    }

    /**
     * The record while a call is refused, or while the end of a refusal is not yet published. It is read before the
     * calls that may disprove it.
     */
    public Optional<SubjectRecord> lost(Subject.Coverage coverage) {
        return Optional.of(record(coverage)).filter(CoverageTransition::isUnsettled);
    }

    /** The same for frequent callers: a result without a refusal is reused for {@link #KNOWN_FOR}. */
    Optional<SubjectRecord> knownLoss(Subject.Coverage coverage) {
        Instant at = clock.instant();
        Instant known = knownComplete.get(coverage);
        if (known != null && Duration.between(known, at).compareTo(KNOWN_FOR) < 0) {
            return Optional.empty();
        }
        Optional<SubjectRecord> lost = lost(coverage);
        if (lost.isEmpty()) {
            remember(coverage, at);
        }
        return lost;
    }

    /**
     * Resolves refusals that a successful call disproves. If others have written since the record was read, they may
     * have been refused later: the next evaluation decides.
     *
     * @param before the record as it was before the AWS call
     * @return true when that resolved the finding
     */
    public boolean resolveDisproved(SubjectRecord before, Set<Refusal> disproved) {
        return CoverageTransition.resolveDisproved(before, disproved, clock.instant())
                .filter(this::saved)
                .isPresent();
    }

    /**
     * Resolves the finding after everything in the account was read.
     *
     * @param began when the first of it was read; a call that was denied since then may be denied still
     */
    public void resolveAfterFullRead(Subject.Coverage coverage, Instant began) {
        for (int i = 0; i < TRIES; i++) {
            SubjectRecord before = record(coverage);
            boolean isOver = CoverageTransition.isDeniedOnlyBefore(before, began.minus(CLOCKS_DIFFER))
                    || CoverageTransition.hasSettled(before, clock.instant());
            if (!isOver || saved(CoverageTransition.resolve(before, clock.instant()))) {
                return;
            }
        }
        throw writtenByOthers(coverage);
    }

    private SubjectRecord record(Subject.Coverage coverage) {
        return store.load(coverage).orElseGet(() -> SubjectRecord.notEvaluated(coverage, store.generation()));
    }

    private boolean saved(TransitionResult next) {
        boolean saved = store.save(next.record());
        if (saved && !next.record().outbox().isEmpty()) {
            drainRequests.requestDrain(next.record());
        }
        return saved;
    }

    private void remember(Subject.Coverage coverage, Instant at) {
        if (knownComplete.size() >= MAX_COVERAGES) {
            knownComplete.clear();
        }
        knownComplete.put(coverage, at);
    }

    private static RetryableAuditException writtenByOthers(Subject.Coverage coverage) {
        return new RetryableAuditException(
                "the record of " + coverage + " was written by others " + TRIES + " times in a row");
    }
}
