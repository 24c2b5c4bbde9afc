package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Publications;
import dev.ecrauditor.simulation.record.Violations;
import dev.ecrauditor.simulation.world.World;

/** {@link Invariant#PUBLISHED}. */
final class EveryTransitionIsPublished implements Check {

    private final Publications ledger;
    private final Violations violations;

    EveryTransitionIsPublished(Publications ledger, Violations violations) {
        this.ledger = ledger;
        this.violations = violations;
    }

    @Override
    public void quiet(World world) {
        ledger.notOwed()
                .forEach(alertId -> violations.add(Invariant.PUBLISHED, alertId + " was published and never stored"));
        for (Publications.Line line : ledger.lines()) {
            if (line.times() == 0 && !world.table().isDamaged(line.subject())) {
                violations.add(
                        Invariant.PUBLISHED,
                        line.alertId() + " of " + line.subject().name() + " was stored and never published");
            }
        }
    }

    @Override
    public void swept(World world) {
        quiet(world);
    }
}
