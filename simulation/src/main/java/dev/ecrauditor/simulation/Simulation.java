package dev.ecrauditor.simulation;

import dev.ecrauditor.simulation.design.Design;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** Many schedules, distributed over threads; the results do not depend on the distribution. */
public final class Simulation {

    private static final int AT_ONCE = 64;

    private final Supplier<Design> design;
    private final LongUnaryOperator seeds;
    private final int threads;

    /**
     * @param design makes the design of each schedule
     * @param seed from which the seed of every schedule is derived
     */
    public Simulation(Supplier<Design> design, long seed, int threads) {
        this.design = design;
        this.seeds = number -> seedOf(seed, number);
        this.threads = threads;
    }

    /** The seed of one schedule of a simulation. */
    public static long seedOf(long seed, long number) {
        // The finaliser of SplitMix64: neighbouring numbers give unrelated seeds.
        long mixed = seed * 0x9E3779B97F4A7C15L + number;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /**
     * Runs schedules.
     *
     * @param progress receives the number of finished schedules from time to time
     */
    public Totals run(long schedules, LongConsumer progress) {
        AtomicLong next = new AtomicLong();
        AtomicLong done = new AtomicLong();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Totals>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(() -> work(schedules, next, done, progress)));
            }
            Totals totals = new Totals();
            for (Future<Totals> part : parts) {
                totals.add(part.get());
            }
            return totals;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the simulation was stopped", stopped);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("the simulation itself is broken", broken.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Totals work(long schedules, AtomicLong next, AtomicLong done, LongConsumer progress) {
        Totals totals = new Totals();
        while (true) {
            long from = next.getAndAdd(AT_ONCE);
            if (from >= schedules) {
                return totals;
            }
            long to = Math.min(schedules, from + AT_ONCE);
            for (long number = from; number < to; number++) {
                totals.add(number, Schedule.run(seeds.applyAsLong(number), design.get()));
            }
            progress.accept(done.addAndGet(to - from));
        }
    }
}
