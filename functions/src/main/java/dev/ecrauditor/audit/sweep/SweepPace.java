package dev.ecrauditor.audit.sweep;

/** Whether an invocation has time for one more item. The rate of its calls is limited where they are made. */
public interface SweepPace {

    /** Waits for the next permit, if it has to; false when no time is left. */
    boolean awaitPermit();
}
