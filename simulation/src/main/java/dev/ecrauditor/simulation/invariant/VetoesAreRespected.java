package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.record.Evaluations;
import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Violations;
import dev.ecrauditor.simulation.world.Registry;

/** {@link Invariant#VETO}. A tag that is set after the function's evaluation may be too late. */
final class VetoesAreRespected implements Check {

    private static final String RULE = "ecr-scan-on-push";

    private final Evaluations evaluations;
    private final Registry registry;
    private final Settings settings;
    private final Violations violations;

    VetoesAreRespected(Evaluations evaluations, Registry registry, Settings settings, Violations violations) {
        this.evaluations = evaluations;
        this.registry = registry;
        this.settings = settings;
        this.violations = violations;
    }

    @Override
    public void remediated(Invocation by, Subject subject) {
        RepositoryArn repository = ((Subject.Repository) subject).repository();
        long evaluatedAt =
                evaluations.last(by, subject).map(Evaluations.Evaluation::at).orElse(Long.MAX_VALUE);
        if (registry.vetoes().isTagged(repository, evaluatedAt)
                || settings.veto(RULE, repository, Timeline.instant(evaluatedAt))
                        .isPresent()) {
            violations.add(Invariant.VETO, subject.name() + " was written to although it is excluded");
        }
    }
}
