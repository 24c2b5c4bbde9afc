package dev.ecrauditor.audit;

/** Spreads the calls of a sweep, which are taken from quotas that belong to the account's own pipelines. */
public interface SweepPace {

    /** Waits for the turn of the next repository; false when no time is left for it. */
    boolean awaitPermit();
}
