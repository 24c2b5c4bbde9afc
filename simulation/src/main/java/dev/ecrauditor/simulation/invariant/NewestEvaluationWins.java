package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.record.Evaluations;
import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Violations;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@link Invariant#NEWEST_EVALUATION}; an evaluation counts from when it was stored, or from when its audit returned.
 */
final class NewestEvaluationWins implements Check {

    private final Evaluations evaluations;
    private final Violations violations;
    private final Map<Subject, Long> newest = new HashMap<>();

    NewestEvaluationWins(Evaluations evaluations, Violations violations) {
        this.evaluations = evaluations;
        this.violations = violations;
    }

    @Override
    public void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {
        if (!Evaluations.isOfEvaluation(before, after)) {
            return;
        }
        long at =
                evaluations.storedIn(by, after).map(Evaluations.Evaluation::at).orElse(-1L);
        if (at < newest.getOrDefault(after.subject(), -1L)) {
            violations.add(
                    Invariant.NEWEST_EVALUATION,
                    by.name() + " stored of " + after.subject().name()
                            + " what it had read before an evaluation that counts already");
        }
        newest.merge(after.subject(), at, Math::max);
    }

    @Override
    public void audited(Invocation by, Subject subject) {
        evaluations.last(by, subject).ifPresent(evaluation -> newest.merge(subject, evaluation.at(), Math::max));
    }
}
