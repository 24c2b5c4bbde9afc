package dev.ecrauditor.localaws.control;

/** What can be made to go wrong with the next calls of an operation. */
public enum Fault {
    /** The call is refused as too many, in the service's own words, without effect. */
    THROTTLED,
    /** The call is answered with HTTP 500 and the service's internal error, without effect. */
    INTERNAL_ERROR,
    /** The call takes effect and is never answered: the connection is closed. */
    TIMEOUT,
    /** The connection is closed without effect. */
    DROPPED
}
