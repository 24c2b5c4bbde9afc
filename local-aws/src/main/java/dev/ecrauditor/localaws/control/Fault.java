package dev.ecrauditor.localaws.control;

/** A fault of the next calls of an operation. */
public enum Fault {
    /** The call is throttled, with the service's own error, without effect. */
    THROTTLED,
    /** The call is answered with HTTP 500 and the service's internal error, without effect. */
    INTERNAL_ERROR,
    /** The call takes effect without a response: the connection is closed. */
    TIMEOUT,
    /** The connection is closed without effect. */
    DROPPED
}
