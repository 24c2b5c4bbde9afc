package dev.ecrauditor.localaws;

import dev.ecrauditor.localaws.call.AccountRegion;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** All state of the simulation, by account and region, behind one lock: every operation is atomic. */
public final class Cloud {

    private static final long PAUSE_MILLIS = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<AccountRegion, Region> regions = new HashMap<>();
    private final Clock clock;

    Cloud(Clock clock) {
        this.clock = clock;
    }

    public <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            T result = work.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    public Region at(AccountRegion place) {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("the state is read and written under its lock only");
        }
        return regions.computeIfAbsent(place, key -> new Region(key, clock));
    }

    /** Every account and Region that has any state. */
    public List<Region> all() {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("the state is read and written under its lock only");
        }
        return List.copyOf(regions.values());
    }

    /**
     * Retries until it succeeds, the (real) time is over, or this thread is interrupted; other calls run between the
     * attempts.
     */
    public void retry(BooleanSupplier attempt, long nanoseconds) {
        long end = System.nanoTime() + nanoseconds;
        try {
            while (!attempt.getAsBoolean() && System.nanoTime() < end) {
                changed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
