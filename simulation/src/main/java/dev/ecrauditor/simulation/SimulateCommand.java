package dev.ecrauditor.simulation;

import dev.ecrauditor.simulation.design.ProductionDesign;
import dev.ecrauditor.simulation.record.Invariant;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the simulation from a terminal, by Maven: docs/simulation.md. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the functions through random schedules of faults in virtual time and checks the invariants.",
            "The same seed always gives the same result. Exit status 1 when an invariant does not hold. See docs/simulation.md."
        })
public final class SimulateCommand implements Callable<Integer> {

    private static final int FOUND = 1;

    @Option(
            names = "--schedules",
            paramLabel = "N",
            defaultValue = "10000",
            description = "how many schedules (default: ${DEFAULT-VALUE})")
    private long schedules;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "of which the seed of every schedule is made (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "default: one for each available core")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--trace",
            paramLabel = "SEED",
            description = "prints what happens in the one schedule of this seed, as a failure names it")
    private Optional<Long> trace = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Ends with exit status 0, 1 when an invariant does not hold, 2 for wrong arguments. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SimulateCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        return trace.isPresent() ? printTrace(trace.get()) : simulate();
    }

    private int printTrace(long scheduleSeed) {
        Schedule.Result result = Schedule.trace(scheduleSeed, new ProductionDesign());
        result.trace().forEach(spec.commandLine().getOut()::println);
        return result.violations().isEmpty() ? ExitCode.OK : FOUND;
    }

    private int simulate() {
        int cores = threads.orElse(Runtime.getRuntime().availableProcessors());
        if (schedules < 1 || cores < 1) {
            throw new ParameterException(spec.commandLine(), "--schedules and --threads are at least 1");
        }
        long begun = System.nanoTime();
        Totals totals = new Simulation(ProductionDesign::new, seed, cores).run(schedules, this::printProgress);
        print(totals, Duration.ofNanos(System.nanoTime() - begun), cores);
        return totals.failed() == 0 ? ExitCode.OK : FOUND;
    }

    /** On a terminal only; Java 22 to 24 see one everywhere. */
    @SuppressWarnings("SystemConsoleNull")
    private void printProgress(long done) {
        if (System.console() != null && done % Math.max(1, schedules / 100) == 0) {
            spec.commandLine().getErr().printf(Locale.ROOT, "\r%d %% of the schedules", 100 * done / schedules);
            spec.commandLine().getErr().flush();
        }
    }

    private void print(Totals totals, Duration took, int cores) {
        PrintWriter out = spec.commandLine().getOut();
        double seconds = Math.max(1, took.toMillis()) / 1_000.0;
        out.printf(
                Locale.ROOT,
                "%d schedules of seed %d on %d threads in %.1f s (%.0f a second)%n",
                totals.schedules(),
                seed,
                cores,
                seconds,
                totals.schedules() / seconds);
        out.println();
        out.println("injected");
        totals.faults()
                .forEach((fault, times) ->
                        out.printf(Locale.ROOT, "  %-18s %12d%n", fault.name().toLowerCase(Locale.ROOT), times));
        out.println();
        out.println("result");
        line(out, "transitions stored", totals.expected());
        line(out, "messages published", totals.published());
        line(out, "alert ids published again, each explained by a fault", totals.publishedAgain());
        line(out, "messages moved to a dead-letter queue", totals.deadLetters());
        line(out, "schedules in which an invariant broke", totals.failed());
        out.println();
        out.println("invariants");
        for (Invariant invariant : Invariant.values()) {
            out.printf(
                    Locale.ROOT,
                    "  %-17s %s%n",
                    invariant.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    invariant.sentence());
        }
        totals.failures().stream().findFirst().ifPresent(first -> printFailures(out, totals, first));
    }

    private static void line(PrintWriter out, String what, long count) {
        out.printf(Locale.ROOT, "  %-50s %12d%n", what, count);
    }

    /** The first failure with its whole trace, the others by their seeds. */
    private static void printFailures(PrintWriter out, Totals totals, Totals.Failure first) {
        for (Totals.Failure failure : totals.failures()) {
            out.println();
            out.println("BROKEN in schedule " + failure.number() + ", seed " + failure.seed());
            failure.violations().forEach(violation -> out.println("  " + violation));
        }
        out.println();
        out.println("trace of seed " + first.seed());
        Schedule.trace(first.seed(), new ProductionDesign()).trace().forEach(out::println);
    }
}
