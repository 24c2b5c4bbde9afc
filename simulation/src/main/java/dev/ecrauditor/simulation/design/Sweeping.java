package dev.ecrauditor.simulation.design;

import dev.ecrauditor.audit.SweepPace;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.repository.RepositoryLister;

/** The ports that only the sweep uses. */
public record Sweeping(RepositoryLister lister, SweepStore sweeps, SweepPace pace) {

    /** A copy with another lister. */
    public Sweeping withLister(RepositoryLister other) {
        return new Sweeping(other, sweeps, pace);
    }

    /** A copy with another store. */
    public Sweeping withSweeps(SweepStore other) {
        return new Sweeping(lister, other, pace);
    }
}
