package dev.ecrauditor.simulation.design;

import dev.ecrauditor.audit.sweep.SweepPace;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.repository.RepositoryLister;

/** The ports that only the sweep uses. */
public record SweepPorts(RepositoryLister lister, SweepStore sweeps, SweepPace pace) {

    /** A copy with another lister. */
    public SweepPorts withLister(RepositoryLister other) {
        return new SweepPorts(other, sweeps, pace);
    }

    /** A copy with another store. */
    public SweepPorts withSweeps(SweepStore other) {
        return new SweepPorts(lister, other, pace);
    }
}
