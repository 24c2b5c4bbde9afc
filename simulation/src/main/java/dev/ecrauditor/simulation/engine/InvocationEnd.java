package dev.ecrauditor.simulation.engine;

/** How an invocation ended. */
public enum InvocationEnd {
    RETURNED,
    CRASHED,
    TIMED_OUT
}
