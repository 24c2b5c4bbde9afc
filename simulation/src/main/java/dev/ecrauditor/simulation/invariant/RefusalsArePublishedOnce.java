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
    private int reported;

    RefusalsArePublishedOnce(Registry registry, Violations violations) {
        this.registry = registry;
        this.violations = violations;
    }

    @Override
    public void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {
        if (!after.subject().equals(Registry.PLACE)) {
            return;
        }
        reported += (int) after.outbox().stream()
                .filter(entry -> entry.position().version() == after.version()
                        && entry instanceof AlertFacts facts
                        && facts.status() != AlertStatus.RESOLVED)
                .count();
        if (reported > registry.refusals()) {
            violations.add(
                    Invariant.COVERAGE,
                    "reported " + reported + " times, and the account has denied access " + registry.refusals()
                            + " times");
        }
    }

    @Override
    public void checkAfterSweep(World world) {
        boolean isOpen = world.table()
                .item(Registry.PLACE)
                .filter(record -> record.isOpen(CoverageTransition.FINDING))
                .isPresent();
        // A record that cannot be read is never evaluated, so the account is never complete.
        boolean isWhole = !world.table().hasDamage();
        if (isOpen && isWhole) {
            violations.add(Invariant.COVERAGE, "the account grants access, and its finding is open");
        }
    }
}
