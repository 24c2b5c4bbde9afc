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
record CallExecution(long effectAt, long answerAt, Optional<Object> decided, InvocationEnd ending) {

    private static final long NEVER = -1;

    /** A response that is thrown. */
    record Thrown(RuntimeException fault) {}

    /** The begin of a call and the deadline of its function. */
    record Span(long begin, long deadline) {}

    static CallExecution of(Port port, Optional<Fault> fault, Span span, Faults faults) {
        CallExecution execution = fault.map(struck -> struck(port, struck, span.begin(), faults))
                .orElseGet(() -> undisturbed(port, span.begin(), faults));
        if (execution.answerAt <= span.deadline()) {
            return execution;
        }
        // A function that times out is killed; its calls still take effect.
        faults.count(Fault.FUNCTION_TIMEOUT);
        return new CallExecution(execution.effectAt, span.deadline(), Optional.of("killed"), InvocationEnd.TIMED_OUT);
    }

    /** True while the function waits for the effect, so that it happens before the function goes on. */
    boolean isAwaited() {
        return effectAt >= 0 && effectAt <= answerAt;
    }

    boolean takesEffect() {
        return effectAt >= 0;
    }

    private static CallExecution undisturbed(Port port, long begin, Faults faults) {
        long latency = faults.latency(port);
        return within(port, begin, begin + latency, latency / 4);
    }

    private static CallExecution struck(Port port, Fault fault, long begin, Faults faults) {
        long effectAt = begin + faults.latency(port);
        long gaveUp = begin + port.timeout();
        return switch (fault) {
            case CRASH_BEFORE -> new CallExecution(NEVER, effectAt, Optional.of("killed"), InvocationEnd.CRASHED);
            case CRASH_AFTER -> new CallExecution(effectAt, effectAt, Optional.of("killed"), InvocationEnd.CRASHED);
            case THROTTLE -> refused(NEVER, effectAt, "throttled");
            case TIMEOUT -> refused(NEVER, gaveUp, "no answer in time");
            case ANSWER_LOST -> refused(effectAt, gaveUp, "no answer in time");
            case LATE_EFFECT -> refused(gaveUp + 1 + faults.upTo(30 * Timeline.SECOND), gaveUp, "no answer in time");
            case OWN_CONDITION -> new CallExecution(effectAt, effectAt, Optional.of(false), InvocationEnd.RETURNED);
            default -> within(port, begin, begin + Timeline.SECOND / 5 + faults.upTo(faults.upTo(Timeline.MINUTE)), 0);
        };
    }

    /** The client times out, and the call still takes effect. */
    private static CallExecution within(Port port, long begin, long effectAt, long back) {
        long gaveUp = begin + port.timeout();
        return effectAt + back > gaveUp
                ? refused(effectAt, gaveUp, "no answer in time")
                : new CallExecution(effectAt, effectAt + back, Optional.empty(), InvocationEnd.RETURNED);
    }

    private static CallExecution refused(long effectAt, long answerAt, String reason) {
        return new CallExecution(
                effectAt, answerAt, Optional.of(new Thrown(new Refused(reason))), InvocationEnd.RETURNED);
    }
}
