package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Publications;
import dev.ecrauditor.simulation.record.Violations;

/** {@link Invariant#ORDER}. */
final class TransitionsInOrder implements Check {

    private final Publications publications;
    private final Violations violations;

    TransitionsInOrder(Publications publications, Violations violations) {
        this.publications = publications;
        this.violations = violations;
    }

    @Override
    public void published(Invocation by, AlertMessage message) {
        for (String alertId : Publications.alertIds(message)) {
            publications
                    .line(alertId)
                    .filter(line -> line.times() == 1)
                    .flatMap(line -> publications.line(line.previousAlertId()))
                    .filter(previous -> previous.times() == 0)
                    .ifPresent(previous ->
                            violations.add(Invariant.ORDER, alertId + " was published before " + previous.alertId()));
        }
    }
}
