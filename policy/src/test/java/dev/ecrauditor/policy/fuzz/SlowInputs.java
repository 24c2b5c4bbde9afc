package dev.ecrauditor.policy.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Fails on an input whose call takes longer than a limit. A garbage collection, the compiler or another process can
 * hold up any call once, so a slow call is repeated twice, in this thread's own processor time, and its best time
 * counts. Above the limit it is repeated up to two hundred times, until a JVM that has just started on a busy machine
 * has compiled the code.
 */
public final class SlowInputs {

    private static final long WORTH_SAYING_NANOS = 5_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long limitNanos;
    private long slowestNanos = WORTH_SAYING_NANOS;

    public SlowInputs(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /** Makes the call, which must return the same each time, and returns its result. */
    public <T> T measure(int inputBytes, Supplier<T> call) {
        long start = System.nanoTime();
        T answer = call.get();
        long best = System.nanoTime() - start;
        for (int i = 0; best > slowestNanos && i < (best > limitNanos ? 200 : 2); i++) {
            start = THREADS.getCurrentThreadCpuTime();
            T again = call.get();
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
            if (!again.equals(answer)) {
                throw new AssertionError("two answers to the same input: " + answer + " and " + again);
            }
        }
        if (best > slowestNanos) {
            slowestNanos = best;
            System.err.printf("slowest input so far: %.1f ms, %d bytes%n", best / 1e6, inputBytes);
        }
        if (best > limitNanos) {
            throw new AssertionError("a slow input: " + best / 1_000_000 + " ms, however often it is tried");
        }
        return answer;
    }
}
