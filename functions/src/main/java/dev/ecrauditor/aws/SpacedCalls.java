package dev.ecrauditor.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Spaces the calls to each account and Region evenly. */
public final class SpacedCalls implements CallPace {

    /** From this number on, quotas that no call waits for are forgotten. */
    private static final int MANY_QUOTAS = 1_000;

    private final long interval;
    private final LongSupplier nanoTime;
    private final LongConsumer sleep;
    private final Map<Quota, Long> nextCall = new HashMap<>();

    private record Quota(String account, String region) {}

    /**
     * A pace in real time.
     *
     * @param callsPerSecond for each account and Region, at least 1
     */
    public static SpacedCalls perSecond(int callsPerSecond) {
        return new SpacedCalls(callsPerSecond, System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * A pace in another time.
     *
     * @param nanoTime as {@link System#nanoTime}
     * @param sleep waits for some nanoseconds of that time
     */
    public SpacedCalls(int callsPerSecond, LongSupplier nanoTime, LongConsumer sleep) {
        this.interval = TimeUnit.SECONDS.toNanos(1) / callsPerSecond;
        this.nanoTime = nanoTime;
        this.sleep = sleep;
    }

    @Override
    public void await(String account, String region) {
        long call = reserve(new Quota(account, region));
        for (long left = call - nanoTime.getAsLong();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = call - nanoTime.getAsLong()) {
            sleep.accept(left);
        }
    }

    /** The time of the next call there. */
    private synchronized long reserve(Quota quota) {
        long now = nanoTime.getAsLong();
        if (nextCall.size() >= MANY_QUOTAS) {
            nextCall.values().removeIf(next -> next - now <= 0);
        }
        Long free = nextCall.get(quota);
        long call = free == null || free - now <= 0 ? now : free;
        nextCall.put(quota, call + interval);
        return call;
    }
}
