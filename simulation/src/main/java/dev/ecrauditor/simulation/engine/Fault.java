package dev.ecrauditor.simulation.engine;

/** The classes of faults that are injected, each counted. */
public enum Fault {
    /** The function dies before the call takes effect. */
    CRASH_BEFORE,
    /** The call takes effect and the function dies before it hears of it. */
    CRASH_AFTER,
    /** AWS refuses the call for now. */
    THROTTLE,
    /** The call is lost, and the client gives up waiting. */
    TIMEOUT,
    /** The call takes effect, and the client gives up waiting. */
    ANSWER_LOST,
    /** The client gives up waiting, and the call takes effect after that. */
    LATE_EFFECT,
    /** A conditional write takes effect, its answer is lost, and the client's own retry meets the condition it has itself broken. */
    OWN_CONDITION,
    /** The answer takes long: seconds, now and then longer than the client or the function waits. */
    SLOW,
    /** A function reaches the end of its time. */
    FUNCTION_TIMEOUT,
    /** ECR answers with an older state. */
    STALE_READ,
    /** The index answers with an older state. */
    STALE_INDEX,
    /** An event never comes. */
    EVENT_DROPPED,
    /** An event comes twice. */
    EVENT_DOUBLED,
    /** An event comes minutes late, after younger ones. */
    EVENT_LATE,
    /** A message comes again although it was handled. */
    REDELIVERY,
    /** A message that can never be handled. */
    POISON_MESSAGE,
    /** A record that can never be read. */
    POISON_RECORD,
    /** The clock of a function is up to a second wrong. */
    CLOCK_SKEW
}
