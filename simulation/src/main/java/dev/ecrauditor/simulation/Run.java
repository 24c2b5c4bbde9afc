package dev.ecrauditor.simulation;

import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.simulation.design.Design;
import dev.ecrauditor.simulation.engine.Faults;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.engine.Trace;
import dev.ecrauditor.simulation.hub.EventBridge;
import dev.ecrauditor.simulation.hub.Hub;
import dev.ecrauditor.simulation.hub.Setup;
import dev.ecrauditor.simulation.invariant.Checks;
import dev.ecrauditor.simulation.record.Violations;
import dev.ecrauditor.simulation.scenario.Scenario;
import dev.ecrauditor.simulation.scenario.ScenarioContext;
import dev.ecrauditor.simulation.world.Registry;
import dev.ecrauditor.simulation.world.Table;
import dev.ecrauditor.simulation.world.World;
import java.util.function.LongSupplier;

/** One design in one world: the scenario with faults, then no faults, then a whole sweep, then the end. */
final class Run {

    private static final long LONGEST_FAULT_FREE_TIME = 6 * 60 * Timeline.MINUTE;

    private final Timeline timeline;
    private final Design design;
    private final Trace trace;
    private final Violations violations;
    private final Checks checks;
    private final World world;
    private final Hub hub;
    private boolean ticking;
    private boolean faultFree;
    private boolean sweeping;

    /** A sweep that begins after this begins without faults, whatever the clocks say. */
    private long sweepSince = Long.MAX_VALUE;

    Run(Timeline timeline, Trace trace, Faults faults, Design design, Setup setup, LongSupplier lastFault) {
        this.timeline = timeline;
        this.trace = trace;
        this.design = design;
        violations = new Violations(timeline, trace);
        Registry registry = new Registry(timeline, trace);
        checks = new Checks(registry, setup.settings(), violations, lastFault);
        world = new World(timeline, faults, trace, registry, new Table(timeline, faults), checks);
        hub = new Hub(world, design, setup);
        EventBridge bridge = new EventBridge(world, hub);
        registry.watch(bridge::take);
    }

    Violations violations() {
        return violations;
    }

    Checks checks() {
        return checks;
    }

    int deadLetters() {
        return hub.deadLetters();
    }

    /**
     * Runs it to the end.
     *
     * @param peace switches faults off
     * @param sweepAtOnce true if the sweep begins while the last faults still have effects
     */
    void run(Scenario scenario, Runnable peace, boolean sweepAtOnce) {
        long end = scenario.schedule(new ScenarioContext(world, hub));
        timeline.at(end, () -> {
            faultFree = true;
            sweep();
            peace.run();
            trace.line("schedule", "no more faults");
        });
        tick();
        while (!faultFree && timeline.step()) {
            // The scenario runs.
        }
        if (!sweepAtOnce) {
            runUntilIdle();
            checks.quiet(world);
        }
        sweepSince = timeline.now() + Invocation.MOST_SKEW;
        timeline.at(sweepSince + 1, this::sweep);
        runUntilIdle();
        checks.swept(world);
    }

    /** The one-minute schedule. */
    private void tick() {
        if (design.isScheduled() && !ticking) {
            ticking = true;
            timeline.in(Timeline.MINUTE, () -> {
                ticking = false;
                if (world.table().hasDue()) {
                    // If nothing waits, a drain request has no effect.
                    hub.drainRequest();
                }
                tick();
            });
        }
    }

    /** The 15-minute schedule: if nothing is due, a tick has no effect. */
    private void sweep() {
        if (isSweepAwaited()) {
            hub.tick();
        }
        if (!sweeping) {
            sweeping = true;
            timeline.in(15 * Timeline.MINUTE, () -> {
                sweeping = false;
                sweep();
            });
        }
    }

    private boolean isSweepAwaited() {
        SweepProgress progress = world.table().sweep(Registry.PLACE);
        long began = progress.startedAt().map(Timeline::micros).orElse(Long.MIN_VALUE);
        return progress.isRunning() || (sweepSince < Long.MAX_VALUE && began <= sweepSince);
    }

    private void runUntilIdle() {
        long latest = timeline.now() + LONGEST_FAULT_FREE_TIME;
        while (timeline.now() < latest && !isIdle()) {
            timeline.step();
        }
    }

    private boolean isIdle() {
        int planned = (ticking ? 1 : 0) + (sweeping ? 1 : 0);
        return timeline.planned() == planned
                && !isSweepAwaited()
                && (!ticking || !world.table().hasDue());
    }
}
