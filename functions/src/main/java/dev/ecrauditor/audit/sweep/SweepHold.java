package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.audit.DigestHold;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.SweepRoundStore;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.finding.sweep.SweepRound;
import java.time.Clock;
import java.util.Optional;

/**
 * Holds digests back while the sweep that fills them is running, or is due because the rules changed since the last
 * one. In an organization it waits for the whole round, so that all accounts are in one digest.
 */
public final class SweepHold implements DigestHold {

    private final SweepStore sweeps;
    private final SweepRoundStore rounds;
    private final Clock clock;

    public SweepHold(SweepStore sweeps, SweepRoundStore rounds, Clock clock) {
        this.sweeps = sweeps;
        this.rounds = rounds;
        this.clock = clock;
    }

    @Override
    public boolean holds(SubjectRecord record) {
        return forOneRun().holds(record);
    }

    @Override
    public DigestHold forOneRun() {
        return new OneRun();
    }

    private final class OneRun implements DigestHold {

        private Optional<SweepRound> round = Optional.empty();

        @Override
        public boolean holds(SubjectRecord record) {
            return !isLate(record) && (round().holdsDigest() || isSweepAwaited(record));
        }

        /** Read for the first record that needs it; after a fault again for the next one. */
        private SweepRound round() {
            SweepRound known = round.orElseGet(rounds::round);
            round = Optional.of(known);
            return known;
        }
    }

    private boolean isLate(SubjectRecord record) {
        return record.outbox().stream()
                .anyMatch(entry -> entry instanceof AlertFacts facts
                        && facts.reason().isPresent()
                        && !facts.dueAt()
                                .orElse(facts.at())
                                .plus(EvaluationReason.LONGEST_WAIT)
                                .isAfter(clock.instant()));
    }

    private boolean isSweepAwaited(SubjectRecord record) {
        Subject subject = record.subject();
        SweepProgress progress = sweeps.progress(new Subject.Coverage(subject.account(), subject.region()));
        boolean isAwaited = subject.kind() == Subject.Kind.REPOSITORY // the others are few and do not wait
                && progress.completedAt().isPresent()
                && !record.evaluatedBy().equals(Optional.of(progress.evaluatedBy()));
        return progress.isRunning() || isAwaited;
    }
}
