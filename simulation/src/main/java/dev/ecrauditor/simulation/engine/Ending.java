package dev.ecrauditor.simulation.engine;

/** How an invocation ended. */
public enum Ending {
    RETURNED,
    CRASHED,
    TIMED_OUT
}
