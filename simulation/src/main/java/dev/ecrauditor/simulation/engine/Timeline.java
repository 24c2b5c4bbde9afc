package dev.ecrauditor.simulation.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time in microseconds: what is due happens in order of time, and of what was planned first. */
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

    /** The earliest time that somebody further down the stack waits for. */
    private long limit = Long.MAX_VALUE;

    private record Due(long at, long sequence, Runnable what) {}

    /** The virtual time. */
    public long now() {
        return now;
    }

    /** A virtual time as AWS would write it. */
    public static Instant instant(long at) {
        return START.plus(at, ChronoUnit.MICROS);
    }

    /** The virtual time of what AWS or a function would write. */
    public static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(START, instant);
    }

    /** Plans something; a time that has passed means at once. */
    public void at(long time, Runnable what) {
        due.add(new Due(Math.max(time, now), sequence++, what));
    }

    /** Plans something for later. */
    public void in(long delay, Runnable what) {
        at(now + delay, what);
    }

    /** How many things are planned. */
    public int planned() {
        return due.size();
    }

    /** Does the next thing; false when nothing is planned. */
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
     * Lets everything happen that is due up to this time, for somebody who waits for it; false when somebody else waits for an
     * earlier time, who has to go on first.
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
