package dev.ecrauditor.audit.sweep;

/** Limits the call rate of a sweep, which shares its quotas with the account's own pipelines. */
public interface SweepPace {

    /** Waits for the next repository's permit; false when no time is left for it. */
    boolean awaitPermit();
}
