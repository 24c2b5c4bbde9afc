package dev.ecrauditor.audit;

/** Limits the drain to a rate that e-mail subscriptions accept, and stops it before the invocation times out. */
public interface DrainPace {

    /** Waits for the next permit; false when no time is left to publish safely. */
    boolean awaitPermit();

    /** False when the time that is left is needed to publish what has been read. */
    default boolean canReadMore() {
        return true;
    }

    /**
     * Waits, longer each time, before failed subjects are retried; false when no time is left for it.
     *
     * @param pass 2 for the first retry
     */
    default boolean awaitPass(int pass) {
        return true;
    }
}
