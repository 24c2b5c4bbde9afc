package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.finding.RemediationState;
import dev.ecrauditor.finding.Subject;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.world.RepositoryState;
import java.util.HashMap;
import java.util.Map;

/** {@link Invariant#CAP}, for the repository that the writing invocation had looked at. A schedule is shorter than the cap's window. */
final class WithinCap implements Check {

    private final Looks looks;
    private final Violations violations;
    private final Map<Written, Integer> writes = new HashMap<>();

    private record Written(Subject subject, long createdAt) {}

    WithinCap(Looks looks, Violations violations) {
        this.looks = looks;
        this.violations = violations;
    }

    @Override
    public void remediated(Invocation by, Subject subject) {
        long createdAt = looks.last(by, subject)
                .flatMap(Looks.Look::state)
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
