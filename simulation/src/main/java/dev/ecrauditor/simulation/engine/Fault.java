package dev.ecrauditor.simulation.engine;

/** The classes of faults that are injected, each counted. */
public enum Fault {
    /** The function dies before the call takes effect. */
    CRASH_BEFORE,
    /** The call takes effect and the function dies before the response. */
    CRASH_AFTER,
    /** AWS throttles the call. */
    THROTTLE,
    /** The call is lost, and the client times out. */
    TIMEOUT,
    /** The call takes effect, and the client times out. */
    ANSWER_LOST,
    /** The client times out, and the call takes effect after that. */
    LATE_EFFECT,
    /** A conditional write takes effect, its response is lost, and the client's own retry fails the condition. */
    OWN_CONDITION,
    /** The response is slow: seconds, sometimes longer than the client or the function waits. */
    SLOW,
    /** A function times out. */
    FUNCTION_TIMEOUT,
    /** ECR returns an older state. */
    STALE_READ,
    /** The index returns an older state. */
    STALE_INDEX,
    /** An event is dropped. */
    EVENT_DROPPED,
    /** An event is duplicated. */
    EVENT_DOUBLED,
    /** An event arrives minutes late, after newer ones. */
    EVENT_LATE,
    /** A message is delivered again after it was handled. */
    REDELIVERY,
    /** A message that can never be handled. */
    POISON_MESSAGE,
    /** A record that can never be read. */
    POISON_RECORD,
    /** The clock of a function is up to a second wrong. */
    CLOCK_SKEW
}
