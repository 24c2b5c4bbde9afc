package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.repository.NameWindow;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;

/** Stores the progress of sweeps, and lists the repositories with a record. */
public interface SweepStore {

    /**
     * The progress of the sweep; {@link SweepProgress#none} when there was none.
     *
     * @throws IllegalStateException when what is stored cannot be understood
     */
    SweepProgress progress(Subject.Coverage coverage);

    /**
     * Stores the progress if the stored version is the one before it.
     *
     * @return false when another sweep of the same account wrote in between
     */
    boolean save(SweepProgress next);

    /** The repositories in a window that have a record and are not known to be deleted. */
    List<RepositoryArn> known(Subject.Coverage coverage, NameWindow window);

    /** All of them. */
    default List<RepositoryArn> known(Subject.Coverage coverage) {
        return known(coverage, NameWindow.ALL);
    }
}
