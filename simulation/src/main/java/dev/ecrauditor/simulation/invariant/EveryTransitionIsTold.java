package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.world.World;

/** {@link Invariant#TOLD}. */
final class EveryTransitionIsTold implements Check {

    private final Ledger ledger;
    private final Violations violations;

    EveryTransitionIsTold(Ledger ledger, Violations violations) {
        this.ledger = ledger;
        this.violations = violations;
    }

    @Override
    public void published(Invocation by, AlertMessage message) {
        for (String alertId : Ledger.alertIds(message)) {
            if (ledger.line(alertId).isEmpty()) {
                violations.add(Invariant.TOLD, alertId + " was told and is not stored");
            }
        }
    }

    @Override
    public void quiet(World world) {
        for (Ledger.Line line : ledger.lines()) {
            if (line.times() == 0 && !world.table().isDamaged(line.subject())) {
                violations.add(
                        Invariant.TOLD,
                        line.alertId() + " of " + line.subject().repository().name() + " was stored and never told");
            }
        }
    }

    @Override
    public void swept(World world) {
        quiet(world);
    }
}
