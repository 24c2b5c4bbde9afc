package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.Trigger;
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
 * {@link Invariant#EVALUATED}; an evaluation counts once it is stored or its audit has returned, even if it was denied.
 */
final class EventsAreEvaluated implements Check {

    private final Evaluations evaluations;
    private final Violations violations;
    private final Map<Subject, Long> newest = new HashMap<>();
    private final Map<Refused, Long> refused = new HashMap<>();

    private record Refused(Invocation by, Subject subject) {}

    EventsAreEvaluated(Evaluations evaluations, Violations violations) {
        this.evaluations = evaluations;
        this.violations = violations;
    }

    @Override
    public void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {
        if (Evaluations.isOfEvaluation(before, after)) {
            evaluations
                    .storedIn(by, after)
                    .ifPresent(evaluation -> newest.merge(after.subject(), evaluation.at(), Math::max));
        }
    }

    @Override
    public void refused(Invocation by, Subject subject) {
        refused.put(new Refused(by, subject), violations.now());
    }

    @Override
    public void audited(Invocation by, Subject subject) {
        Optional.ofNullable(refused.get(new Refused(by, subject)))
                .ifPresent(at -> newest.merge(subject, at, Math::max));
        evaluations.last(by, subject).ifPresent(evaluation -> newest.merge(subject, evaluation.at(), Math::max));
    }

    @Override
    public void acknowledged(Trigger trigger, long firstReceived) {
        if (trigger instanceof RepositoryChange change
                && newest.getOrDefault(Subject.of(change.repository()), -1L) < firstReceived) {
            violations.add(
                    Invariant.EVALUATED,
                    change.eventId() + " was acknowledged without an evaluation of "
                            + change.repository().name() + " since it arrived");
        }
    }
}
