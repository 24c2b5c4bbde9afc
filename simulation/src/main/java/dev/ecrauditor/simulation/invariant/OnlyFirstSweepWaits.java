package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Violations;
import java.util.Optional;

/** {@link Invariant#DIGEST}. The rules and the settings change in no schedule. */
final class OnlyFirstSweepWaits implements Check {

    private final Violations violations;

    OnlyFirstSweepWaits(Violations violations) {
        this.violations = violations;
    }

    @Override
    public void progressed(SweepProgress before, SweepProgress after) {
        if (after.reason().isPresent() && before.completedAt().isPresent()) {
            violations.add(Invariant.DIGEST, "a sweep that is not the first collects for a digest");
        }
    }

    @Override
    public void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {
        boolean isNew = before.flatMap(SubjectRecord::lastEvaluated).isEmpty();
        for (OutboxEntry entry : after.outbox()) {
            if (entry.position().version() == after.version() && entry instanceof AlertFacts facts) {
                facts.reason()
                        .filter(reason ->
                                reason != EvaluationReason.FIRST_SWEEP || !(isNew || isOfWaiting(facts, after)))
                        .ifPresent(reason -> violations.add(
                                Invariant.DIGEST,
                                facts.id() + " (" + facts.finding() + " " + facts.status() + " of "
                                        + after.subject().name() + ") waits for a digest, because of " + reason));
            }
        }
    }

    /** What ends before its digest is published waits for the same digest. */
    private static boolean isOfWaiting(AlertFacts facts, SubjectRecord after) {
        return after.outbox().stream()
                .filter(AlertFacts.class::isInstance)
                .map(AlertFacts.class::cast)
                .anyMatch(earlier -> earlier.position().version() < after.version()
                        && earlier.finding().equals(facts.finding())
                        && earlier.reason().equals(facts.reason()));
    }
}
