package dev.ecrauditor.cli.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that the demo moves forward, so that 15 minutes pass without waiting. */
final class DemoClock extends Clock {

    private final Clock real;
    private volatile Duration ahead;

    DemoClock(Clock real, Duration behind) {
        this.real = real;
        this.ahead = behind.negated();
    }

    void forward(Duration duration) {
        ahead = ahead.plus(duration);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
