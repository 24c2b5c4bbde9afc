package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Publications;
import dev.ecrauditor.simulation.record.Violations;

/** {@link Invariant#DUPLICATE}. */
final class NoUnexplainedDuplicate implements Check {

    private final Publications publications;
    private final Violations violations;

    NoUnexplainedDuplicate(Publications publications, Violations violations) {
        this.publications = publications;
        this.violations = violations;
    }

    @Override
    public void published(Invocation by, AlertMessage message) {
        for (String alertId : Publications.alertIds(message)) {
            publications
                    .line(alertId)
                    .filter(line -> line.times() > 1 + line.explained())
                    .ifPresent(line -> violations.add(
                            Invariant.DUPLICATE,
                            alertId + " was published " + line.times() + " times, faults explain " + line.explained()
                                    + " repetitions"));
        }
    }
}
