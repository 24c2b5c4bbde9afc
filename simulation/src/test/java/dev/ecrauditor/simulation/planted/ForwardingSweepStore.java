package dev.ecrauditor.simulation.planted;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.repository.NameWindow;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;

/** A wrapper of the real sweep store, in which a planted design changes one method. */
class ForwardingSweepStore implements SweepStore {

    private final SweepStore real;

    ForwardingSweepStore(SweepStore real) {
        this.real = real;
    }

    @Override
    public SweepProgress progress(Subject.Coverage coverage) {
        return real.progress(coverage);
    }

    @Override
    public boolean save(SweepProgress next) {
        return real.save(next);
    }

    @Override
    public List<RepositoryArn> known(Subject.Coverage coverage, NameWindow window) {
        return real.known(coverage, window);
    }
}
