package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Publications;
import dev.ecrauditor.simulation.record.Violations;
import dev.ecrauditor.simulation.world.World;

/** {@link Invariant#PUBLISHED}. */
final class EveryTransitionIsPublished implements Check {

    private final Publications publications;
    private final Violations violations;

    EveryTransitionIsPublished(Publications publications, Violations violations) {
        this.publications = publications;
        this.violations = violations;
    }

    @Override
    public void checkWhenIdle(World world) {
        publications
                .unexpected()
                .forEach(alertId -> violations.add(Invariant.PUBLISHED, alertId + " was published and never stored"));
        for (Publications.Line line : publications.lines()) {
            if (line.times() == 0 && !world.table().isDamaged(line.subject())) {
                violations.add(
                        Invariant.PUBLISHED,
                        line.alertId() + " of " + line.subject().name() + " was stored and never published");
            }
        }
    }

    @Override
    public void checkAfterSweep(World world) {
        checkWhenIdle(world);
    }
}
