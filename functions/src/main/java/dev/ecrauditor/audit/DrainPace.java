package dev.ecrauditor.audit;

/** Keeps the drainer slow enough for e-mail subscriptions and away from the end of its time. */
public interface DrainPace {

    /** Waits for the next turn; false when no time is left to publish safely. */
    boolean awaitPermit();

    /** False when the time that is left is needed for telling what has been read. */
    default boolean canReadMore() {
        return true;
    }

    /**
     * Waits, longer each time, before what failed is tried again; false when no time is left for it.
     *
     * @param pass 2 for the first repetition
     */
    default boolean awaitPass(int pass) {
        return true;
    }
}
