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

/** {@link Invariant#NEWEST_LOOK}; a look counts from when it was stored, or from when its audit returned. */
final class NewestEvaluationWins implements Check {

    private final Evaluations looks;
    private final Violations violations;
    private final Map<Subject, Long> newest = new HashMap<>();

    NewestEvaluationWins(Evaluations looks, Violations violations) {
        this.looks = looks;
        this.violations = violations;
    }

    @Override
    public void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {
        if (!Evaluations.isOfALook(before, after)) {
            return;
        }
        long at = looks.storedIn(by, after).map(Evaluations.Look::at).orElse(-1L);
        if (at < newest.getOrDefault(after.subject(), -1L)) {
            violations.add(
                    Invariant.NEWEST_LOOK,
                    by.name() + " stored of " + after.subject().name()
                            + " what it had read before a look that counts already");
        }
        newest.merge(after.subject(), at, Math::max);
    }

    @Override
    public void audited(Invocation by, Subject subject) {
        looks.last(by, subject).ifPresent(look -> newest.merge(subject, look.at(), Math::max));
    }
}
