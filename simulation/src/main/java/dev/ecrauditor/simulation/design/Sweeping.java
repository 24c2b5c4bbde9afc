package dev.ecrauditor.simulation.design;

import dev.ecrauditor.audit.SweepPace;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.repository.RepositoryLister;

/** What the sweep alone reaches the outside through. */
public record Sweeping(RepositoryLister lister, SweepStore sweeps, SweepPace pace) {

    /** The same with another lister. */
    public Sweeping withLister(RepositoryLister other) {
        return new Sweeping(other, sweeps, pace);
    }

    /** The same with another store. */
    public Sweeping withSweeps(SweepStore other) {
        return new Sweeping(lister, other, pace);
    }
}
