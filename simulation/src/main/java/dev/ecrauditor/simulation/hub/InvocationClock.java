package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.simulation.engine.Invocation;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of the machine an invocation runs on. */
final class InvocationClock extends Clock {

    private final Invocation invocation;

    InvocationClock(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the functions write times only in UTC");
    }

    @Override
    public Instant instant() {
        return invocation.instant();
    }
}
