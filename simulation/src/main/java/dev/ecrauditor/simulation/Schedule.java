package dev.ecrauditor.simulation;

import dev.ecrauditor.settings.Exclusion;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Scope;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.Waiver;
import dev.ecrauditor.simulation.design.Design;
import dev.ecrauditor.simulation.engine.Fault;
import dev.ecrauditor.simulation.engine.RandomFaults;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.engine.Trace;
import dev.ecrauditor.simulation.hub.Setup;
import dev.ecrauditor.simulation.record.Publications;
import dev.ecrauditor.simulation.record.Violation;
import dev.ecrauditor.simulation.scenario.RandomScenario;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One schedule: everything that happens in it follows from its seed. */
public final class Schedule {

    private static final RemediationMode[] MODES = {
        RemediationMode.OFF, RemediationMode.DRY_RUN, RemediationMode.ON, RemediationMode.ON
    };

    private Schedule() {}

    /**
     * The result of a schedule.
     *
     * @param faults how often each fault was injected
     * @param messages what was published
     * @param trace the trace, if it was requested
     */
    public record Result(
            long seed, List<Violation> violations, Map<Fault, Long> faults, Messages messages, List<String> trace) {}

    /**
     * How much was published.
     *
     * @param expected how many alert ids were expected
     * @param published how many messages were published
     * @param publishedAgain how many alert ids were published more than once
     * @param deadLetters how many messages went to a dead-letter queue
     */
    public record Messages(long expected, long published, long publishedAgain, long deadLetters) {}

    /** Runs the schedule of a seed. */
    public static Result run(long seed, Design design) {
        return run(seed, design, false);
    }

    /** Runs the schedule of a seed and keeps its trace. */
    public static Result trace(long seed, Design design) {
        return run(seed, design, true);
    }

    /** In some schedules some repositories are excluded, or their finding is waived. */
    private static Settings settings(RemediationMode mode, SplittableRandom random) {
        Scope some = new Scope(List.of("1111*"), List.of("team/service-" + (1 + random.nextInt(3))));
        List<Exclusion> exclusions = random.nextInt(4) == 0 ? List.of(new Exclusion(some, "as simulated")) : List.of();
        List<Waiver> waivers = random.nextInt(6) == 0
                ? List.of(new Waiver(List.of("ecr-scan-on-push"), some, "team", "as simulated", LocalDate.MAX))
                : List.of();
        return new Settings(Settings.of(mode).remediation(), exclusions, waivers);
    }

    private static Result run(long seed, Design design, boolean traced) {
        SplittableRandom random = new SplittableRandom(seed);
        Timeline timeline = new Timeline();
        Trace trace = new Trace(timeline, traced);
        RandomFaults faults = new RandomFaults(random.split(), timeline);
        RemediationMode mode = MODES[random.nextInt(MODES.length)];
        boolean sweepAtOnce = random.nextBoolean();
        Setup setup = new Setup(settings(mode, random), random.nextInt(3) == 0, 1 + random.nextInt(8));
        Run run = new Run(timeline, trace, faults, design, setup, faults::lastDelaying);
        run.run(new RandomScenario(random.split(), faults), faults::off, sweepAtOnce);
        Publications publications = run.checks().publications();
        Messages messages = new Messages(
                publications.expected(),
                publications.publishedCount(),
                publications.publishedAgain(),
                run.deadLetters());
        return new Result(seed, run.violations().found(), faults.counts(), messages, trace.lines());
    }
}
