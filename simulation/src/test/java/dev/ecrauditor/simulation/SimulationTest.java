package dev.ecrauditor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.simulation.design.ProductionDesign;
import dev.ecrauditor.simulation.engine.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The production auditor, in the schedules of every build. */
class SimulationTest {

    private static final long SEED = 1;
    private static final int SCHEDULES = 10_000;

    @Test
    void noInvariantBreaksInTenThousandSchedules() {
        long begun = System.nanoTime();
        Totals totals = simulation(SEED).run(SCHEDULES, done -> {});
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        System.out.println(totals.schedules() + " schedules in " + took.toMillis() + " ms, " + totals.expected()
                + " transitions, " + totals.published() + " messages, " + totals.publishedAgain()
                + " ids published again, each explained by a fault; faults " + totals.faults());
        assertThat(totals.failures()).isEmpty();
        assertThat(totals.schedules()).isEqualTo(SCHEDULES);
        assertThat(totals.expected()).isGreaterThan(SCHEDULES);
    }

    /** A fault that is never injected is not tested. */
    @Test
    void everyFaultIsInjected() {
        Map<Fault, Long> faults = simulation(SEED).run(1_000, done -> {}).faults();
        assertThat(faults).containsOnlyKeys(Fault.values());
        assertThat(faults.values()).allSatisfy(times -> assertThat(times).isPositive());
    }

    @Test
    void theSameSeedGivesTheSameTrace() {
        for (long number = 0; number < 200; number++) {
            long seed = Simulation.seedOf(SEED, number);
            List<String> trace = Schedule.trace(seed, new ProductionDesign()).trace();
            assertThat(trace).isNotEmpty();
            assertThat(Schedule.trace(seed, new ProductionDesign()).trace()).isEqualTo(trace);
        }
    }

    @Test
    void anotherSeedGivesAnotherTrace() {
        assertThat(Schedule.trace(1, new ProductionDesign()).trace())
                .isNotEqualTo(Schedule.trace(2, new ProductionDesign()).trace());
    }

    /** A trace does not change the schedule. */
    @Test
    void aScheduleWithoutTraceComesToTheSame() {
        for (long number = 0; number < 200; number++) {
            long seed = Simulation.seedOf(SEED, number);
            Schedule.Result traced = Schedule.trace(seed, new ProductionDesign());
            Schedule.Result untraced = Schedule.run(seed, new ProductionDesign());
            assertThat(untraced.faults()).isEqualTo(traced.faults());
            assertThat(untraced.messages()).isEqualTo(traced.messages());
            assertThat(untraced.trace()).isEmpty();
        }
    }

    @Test
    void theTotalsDoNotDependOnTheThreads() {
        Totals one = new Simulation(ProductionDesign::new, 3, 1).run(500, done -> {});
        Totals three = new Simulation(ProductionDesign::new, 3, 3).run(500, done -> {});
        assertThat(three.faults()).isEqualTo(one.faults());
        assertThat(three.published()).isEqualTo(one.published());
        assertThat(three.schedules()).isEqualTo(500);
    }

    private static Simulation simulation(long seed) {
        return new Simulation(ProductionDesign::new, seed, Runtime.getRuntime().availableProcessors());
    }
}
