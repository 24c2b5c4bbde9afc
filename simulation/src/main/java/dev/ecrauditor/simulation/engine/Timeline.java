package dev.ecrauditor.simulation.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time in microseconds: events run in order of time, then in the order in which they were planned. */
public final class Timeline {

    /** One second. */
    public static final long SECOND = 1_000_000;

    /** One minute. */
    public static final long MINUTE = 60 * SECOND;

    private static final Instant START = Instant.parse("2026-11-20T09:00:00Z");

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::sequence));
    private long now;
    private long sequence;

    /** The earliest time for which a frame further down the stack waits. */
    private long limit = Long.MAX_VALUE;

    private record Due(long at, long sequence, Runnable what) {}

    /** The virtual time. */
    public long now() {
        return now;
    }

    /** A virtual time as an instant. */
    public static Instant instant(long at) {
        return START.plus(at, ChronoUnit.MICROS);
    }

    /** The virtual time of an instant. */
    public static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(START, instant);
    }

    /** Plans an event; a time in the past means now. */
    public void at(long time, Runnable what) {
        due.add(new Due(Math.max(time, now), sequence++, what));
    }

    /** Plans an event after a delay. */
    public void in(long delay, Runnable what) {
        at(now + delay, what);
    }

    /** How many events are planned. */
    public int planned() {
        return due.size();
    }

    /** Runs the next event; false if nothing is planned. */
    public boolean step() {
        Due next = due.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        next.what().run();
        return true;
    }

    /**
     * Runs everything that is due up to this time, for a caller that waits for it; false if another caller waits for an
     * earlier time and must continue first.
     */
    boolean passUntil(long time) {
        if (time > limit) {
            return false;
        }
        long outer = limit;
        limit = time;
        while (!due.isEmpty() && due.peek().at() <= time) {
            step();
        }
        limit = outer;
        now = time;
        return true;
    }
}
