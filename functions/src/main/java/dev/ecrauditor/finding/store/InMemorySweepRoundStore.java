package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.sweep.SweepRound;

/** An in-memory store of the round. */
public final class InMemorySweepRoundStore implements SweepRoundStore {

    private SweepRound stored = SweepRound.NONE;

    @Override
    public synchronized SweepRound round() {
        return stored;
    }

    @Override
    public synchronized boolean save(SweepRound next) {
        boolean follows = stored.version() == next.version() - 1;
        if (follows) {
            stored = next;
        }
        return follows;
    }
}
