package dev.ecrauditor.settings;

import dev.ecrauditor.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How often people are reminded of a finding that stays open.
 *
 * @param intervals by severity; a severity without one has no reminders
 */
public record Reminders(Map<Severity, Duration> intervals) {

    /** No reminder of any finding. */
    public static final Reminders NONE = new Reminders(Map.of());

    /** Where the settings say nothing. */
    public static final Reminders DEFAULT = new Reminders(Map.of(Severity.CRITICAL, Duration.ofDays(1)));

    /**
     * A reminder may be early by this part of its interval. Sweeps begin at nearly the same time each day; without it a
     * reminder that a sweep finds a minute too early would wait for the next sweep.
     */
    private static final int TOLERATED_PART = 12;

    public Reminders {
        intervals = Map.copyOf(intervals);
    }

    /**
     * Whether a reminder is due.
     *
     * @param counted from when the interval counts
     * @return from when the next interval counts, so that an early reminder makes no later one early; empty where none is
     *     due
     */
    public Optional<Instant> due(Severity severity, Instant counted, Instant at) {
        return Optional.ofNullable(intervals.get(severity))
                .filter(interval -> !at.isBefore(counted.plus(interval.minus(interval.dividedBy(TOLERATED_PART)))))
                .map(interval -> counted.plus(interval))
                .map(due -> due.isAfter(at) ? due : at);
    }
}
