package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.finding.record.RemediationState;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.record.Evaluations;
import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Violations;
import dev.ecrauditor.simulation.world.RepositoryState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@link Invariant#CAP}, for the repository that the writing invocation had evaluated. A schedule is shorter than the
 * cap's window.
 */
final class WithinCap implements Check {

    private final Evaluations evaluations;
    private final Violations violations;
    private final Map<Written, Integer> writes = new HashMap<>();
    private final Set<List<Object>> stopped = new HashSet<>();

    private record Written(Subject subject, long createdAt) {}

    WithinCap(Evaluations evaluations, Violations violations) {
        this.evaluations = evaluations;
        this.violations = violations;
    }

    @Override
    public void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {
        boolean wasSuspended =
                before.map(record -> record.remediation().suspended()).orElse(false);
        if (after.remediation().suspended()
                && !wasSuspended
                && !stopped.add(List.of(after.subject(), after.incarnation()))) {
            violations.add(Invariant.CAP, after.subject().name() + " was suspended twice");
        }
    }

    @Override
    public void remediated(Invocation by, Subject subject) {
        long createdAt = evaluations
                .last(by, subject)
                .flatMap(Evaluations.Evaluation::state)
                .map(RepositoryState::createdAt)
                .orElse(-1L);
        int count = writes.merge(new Written(subject, createdAt), 1, Integer::sum);
        if (count > RemediationState.CAP) {
            violations.add(
                    Invariant.CAP,
                    subject.name() + " was written to " + count + " times, the cap is " + RemediationState.CAP);
        }
    }
}
