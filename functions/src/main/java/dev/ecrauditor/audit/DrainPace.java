package dev.ecrauditor.audit;

/** Keeps the drainer slow enough for e-mail subscriptions and away from the end of its time. */
public interface DrainPace {

    /** Waits for the next turn; false when no time is left to publish safely. */
    boolean awaitTurn();
}
