package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.transition.CoverageTransition;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Violations;
import dev.ecrauditor.simulation.world.Registry;
import dev.ecrauditor.simulation.world.World;
import java.util.Optional;

/** {@link Invariant#COVERAGE}. */
final class RefusalsArePublishedOnce implements Check {

    private final Registry registry;
    private final Violations violations;
    private int told;

    RefusalsArePublishedOnce(Registry registry, Violations violations) {
        this.registry = registry;
        this.violations = violations;
    }

    @Override
    public void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {
        if (!after.subject().equals(Registry.PLACE)) {
            return;
        }
        told += (int) after.outbox().stream()
                .filter(entry -> entry.position().version() == after.version()
                        && entry instanceof AlertFacts facts
                        && facts.status() != AlertStatus.RESOLVED)
                .count();
        if (told > registry.refusals()) {
            violations.add(
                    Invariant.COVERAGE,
                    "told " + told + " times, and the account has refused " + registry.refusals() + " times");
        }
    }

    @Override
    public void swept(World world) {
        boolean isOpen = world.table()
                .item(Registry.PLACE)
                .filter(record -> record.isOpen(CoverageTransition.FINDING))
                .isPresent();
        // What cannot be read is never seen, so that the account is never seen whole.
        boolean isWhole = !world.table().hasDamage();
        if (isOpen && isWhole) {
            violations.add(Invariant.COVERAGE, "the account lets us in, and its finding is open");
        }
    }
}
