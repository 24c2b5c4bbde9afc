package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.repository.NameWindow;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An in-memory sweep store, beside an in-memory finding store. */
public final class InMemorySweepStore implements SweepStore {

    private final InMemoryFindingStore findings;
    private final Map<Subject.Coverage, SweepProgress> sweeps = new HashMap<>();

    public InMemorySweepStore(InMemoryFindingStore findings) {
        this.findings = findings;
    }

    @Override
    public synchronized SweepProgress progress(Subject.Coverage coverage) {
        return sweeps.getOrDefault(coverage, SweepProgress.none(coverage));
    }

    @Override
    public synchronized boolean save(SweepProgress next) {
        boolean follows = progress(next.coverage()).version() == next.version() - 1;
        if (follows) {
            sweeps.put(next.coverage(), next);
        }
        return follows;
    }

    @Override
    public List<RepositoryArn> known(Subject.Coverage coverage, NameWindow window) {
        return window.select(findings.records().stream()
                .filter(record -> record.deletedAt().isEmpty())
                .map(SubjectRecord::subject)
                .filter(subject -> subject.partitionKey().equals(coverage.partitionKey()))
                .filter(Subject.Repository.class::isInstance)
                .map(subject -> ((Subject.Repository) subject).repository()));
    }
}
