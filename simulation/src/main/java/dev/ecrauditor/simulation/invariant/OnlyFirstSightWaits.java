package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.record.SweepProgress;
import dev.ecrauditor.simulation.engine.Invocation;
import java.util.Optional;

/** {@link Invariant#DIGEST}. In no schedule do the rules change, or the settings. */
final class OnlyFirstSightWaits implements Check {

    private final Violations violations;

    OnlyFirstSightWaits(Violations violations) {
        this.violations = violations;
    }

    @Override
    public void progressed(SweepProgress before, SweepProgress after) {
        if (after.occasion().isPresent() && before.completedAt().isPresent()) {
            violations.add(Invariant.DIGEST, "a sweep that is not the first collects for a digest");
        }
    }

    @Override
    public void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {
        boolean unseen = before.flatMap(SubjectRecord::lastEvaluated).isEmpty();
        for (OutboxEntry entry : after.outbox()) {
            if (entry.order().version() == after.version() && entry instanceof AlertFacts facts) {
                facts.occasion()
                        .filter(occasion -> occasion != EvaluationReason.FIRST_SIGHT || !unseen)
                        .ifPresent(occasion -> violations.add(
                                Invariant.DIGEST,
                                facts.id() + " (" + facts.finding() + " " + facts.status() + " of "
                                        + after.subject().name() + ") waits for a digest, because of " + occasion));
            }
        }
    }
}
