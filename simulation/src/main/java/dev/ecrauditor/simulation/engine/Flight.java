package dev.ecrauditor.simulation.engine;

import java.util.Optional;

/**
 * The course of one call: when it takes effect, when its response arrives, and which.
 *
 * @param effectAt when it takes effect; negative if never
 * @param answerAt when its response arrives, or the function dies
 * @param decided the response, if it is not that of the effect
 * @param ending how the function ends by it; returned, if it continues
 */
record Flight(long effectAt, long answerAt, Optional<Object> decided, Ending ending) {

    private static final long NEVER = -1;

    /** A response that is thrown. */
    record Thrown(RuntimeException fault) {}

    /** The begin of a call and the deadline of its function. */
    record Span(long begin, long deadline) {}

    static Flight of(Port port, Optional<Fault> fault, Span span, Faults faults) {
        Flight flight = fault.map(struck -> struck(port, struck, span.begin(), faults))
                .orElseGet(() -> undisturbed(port, span.begin(), faults));
        if (flight.answerAt <= span.deadline()) {
            return flight;
        }
        // A function that times out is killed; its calls still take effect.
        faults.count(Fault.FUNCTION_TIMEOUT);
        return new Flight(flight.effectAt, span.deadline(), Optional.of("killed"), Ending.TIMED_OUT);
    }

    /** True while the function waits for the effect, so that it happens before the function goes on. */
    boolean isAwaited() {
        return effectAt >= 0 && effectAt <= answerAt;
    }

    boolean takesEffect() {
        return effectAt >= 0;
    }

    private static Flight undisturbed(Port port, long begin, Faults faults) {
        long latency = faults.latency(port);
        return within(port, begin, begin + latency, latency / 4);
    }

    private static Flight struck(Port port, Fault fault, long begin, Faults faults) {
        long effectAt = begin + faults.latency(port);
        long gaveUp = begin + port.timeout();
        return switch (fault) {
            case CRASH_BEFORE -> new Flight(NEVER, effectAt, Optional.of("killed"), Ending.CRASHED);
            case CRASH_AFTER -> new Flight(effectAt, effectAt, Optional.of("killed"), Ending.CRASHED);
            case THROTTLE -> refused(NEVER, effectAt, "throttled");
            case TIMEOUT -> refused(NEVER, gaveUp, "no answer in time");
            case ANSWER_LOST -> refused(effectAt, gaveUp, "no answer in time");
            case LATE_EFFECT -> refused(gaveUp + 1 + faults.upTo(30 * Timeline.SECOND), gaveUp, "no answer in time");
            case OWN_CONDITION -> new Flight(effectAt, effectAt, Optional.of(false), Ending.RETURNED);
            default -> within(port, begin, begin + Timeline.SECOND / 5 + faults.upTo(faults.upTo(Timeline.MINUTE)), 0);
        };
    }

    /** The client times out, and the call still takes effect. */
    private static Flight within(Port port, long begin, long effectAt, long back) {
        long gaveUp = begin + port.timeout();
        return effectAt + back > gaveUp
                ? refused(effectAt, gaveUp, "no answer in time")
                : new Flight(effectAt, effectAt + back, Optional.empty(), Ending.RETURNED);
    }

    private static Flight refused(long effectAt, long answerAt, String reason) {
        return new Flight(effectAt, answerAt, Optional.of(new Thrown(new Refused(reason))), Ending.RETURNED);
    }
}
