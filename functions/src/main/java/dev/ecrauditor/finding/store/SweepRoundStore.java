package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.sweep.SweepRound;

/** Stores the round of sweeps over all watched accounts. */
public interface SweepRoundStore {

    /**
     * The latest round; {@link SweepRound#NONE} when there was none.
     *
     * @throws IllegalStateException when what is stored cannot be understood
     */
    SweepRound round();

    /**
     * Stores the round if the stored version is the one before it.
     *
     * @return false when somebody else wrote in between
     */
    boolean save(SweepRound next);
}
