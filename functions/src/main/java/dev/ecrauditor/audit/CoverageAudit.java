package dev.ecrauditor.audit;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.transition.CoverageTransition;
import dev.ecrauditor.finding.transition.CoverageTransition.Refusal;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Keeps what is known of whether the auditor can see an account in a Region at all: one finding, opened and resolved once. */
final class CoverageAudit {

    private static final int TRIES = 5;
    private static final int MAX_PLACES = 1_000;

    /** Whether somebody else has found it lost is asked no more often than this. */
    private static final Duration KNOWN_FOR = Duration.ofMinutes(1);

    private final FindingStore store;
    private final DrainRequestQueue drainRequests;
    private final Clock clock;
    private final Map<Subject, Instant> seenWhole = new LinkedHashMap<>();

    CoverageAudit(FindingStore store, DrainRequestQueue drainRequests, Clock clock) {
        this.store = store;
        this.drainRequests = drainRequests;
        this.clock = clock;
    }

    /**
     * Something was refused. The record is read first and AWS asked again, for the same reason as in every audit.
     *
     * @param again asks AWS once more
     * @return the record with the finding open
     * @throws TryAgainLater when it is not refused any more, or others write all the time
     */
    SubjectRecord lost(
            Subject.Coverage coverage, Refused refused, List<RepositoryChange> events, Supplier<Reading<?>> again) {
        for (int i = 0; i < TRIES; i++) {
            SubjectRecord before = record(coverage);
            if (!(again.get() instanceof Reading.Unreadable<?> unreadable)) {
                throw new TryAgainLater("what " + coverage + " refused a moment ago can be read now");
            }
            SubjectRecord next =
                    CoverageTransition.lost(before, refused.by(DeniedCall.of(unreadable)), events, clock.instant());
            if (saved(next)) {
                seenWhole.remove(coverage);
                return next;
            }
        }
        throw writtenByOthers(coverage);
    }

    /** Makes the refusal of a call that was denied. */
    interface Refused {
        Refusal by(DeniedCall denied);
    }

    /** When what had been refused could be read again, the last time; empty while something is refused, or nothing was. */
    Optional<Instant> cameBackAt(Subject.Coverage coverage) {
        return Optional.ofNullable(record(coverage).findings().get(CoverageTransition.FINDING))
                .filter(state -> !state.open())
                .map(FindingState::lastEvaluated);
    }

    /**
     * The record while it is known that something is refused, or people do not know yet how that ended; it is read before whatever
     * may disprove it.
     */
    Optional<SubjectRecord> lost(Subject.Coverage coverage) {
        return Optional.of(record(coverage)).filter(CoverageTransition::isUnsettled);
    }

    /** The same, asked no more often than needed by those who look all the time. */
    Optional<SubjectRecord> stillLost(Subject.Coverage coverage) {
        Instant at = clock.instant();
        Instant known = seenWhole.get(coverage);
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
     * Something was read, which disproves these refusals. Where others have written since the record was read, they may have been
     * refused after us: it is left to the next look.
     *
     * @param before the record as it was before AWS was asked
     * @return true when that resolved the finding
     */
    boolean back(SubjectRecord before, Set<Refusal> disproved) {
        return CoverageTransition.back(before, disproved, clock.instant())
                .filter(this::saved)
                .isPresent();
    }

    /**
     * Everything of the account was read.
     *
     * @param lost the record as it was before any of it was read; a finding opened since is about something later
     */
    void whole(SubjectRecord lost) {
        Subject.Coverage coverage = (Subject.Coverage) lost.subject();
        for (int i = 0; i < TRIES; i++) {
            SubjectRecord before = record(coverage);
            boolean isTheSame = before.isOpen(CoverageTransition.FINDING) && number(before) == number(lost);
            boolean isOver = isTheSame || CoverageTransition.hasSettled(before, clock.instant());
            if (!isOver || saved(CoverageTransition.whole(before, clock.instant()))) {
                return;
            }
        }
        throw writtenByOthers(coverage);
    }

    private static int number(SubjectRecord record) {
        return Optional.ofNullable(record.findings().get(CoverageTransition.FINDING))
                .map(FindingState::number)
                .orElse(0);
    }

    private SubjectRecord record(Subject.Coverage coverage) {
        return store.load(coverage).orElseGet(() -> SubjectRecord.notEvaluated(coverage, store.generation()));
    }

    private boolean saved(SubjectRecord next) {
        boolean saved = store.save(next);
        if (saved && !next.outbox().isEmpty()) {
            drainRequests.requestDrain(next);
        }
        return saved;
    }

    private void remember(Subject.Coverage coverage, Instant at) {
        if (seenWhole.size() >= MAX_PLACES) {
            seenWhole.clear();
        }
        seenWhole.put(coverage, at);
    }

    private static TryAgainLater writtenByOthers(Subject.Coverage coverage) {
        return new TryAgainLater("the record of " + coverage + " was written by others " + TRIES + " times in a row");
    }
}
