package dev.ecrauditor.simulation.planted;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A wrapper of the real store, in which a planted design changes one method. */
class ForwardingFindingStore implements FindingStore {

    private final FindingStore real;

    ForwardingFindingStore(FindingStore real) {
        this.real = real;
    }

    @Override
    public Optional<SubjectRecord> load(Subject subject) {
        return real.load(subject);
    }

    @Override
    public boolean save(SubjectRecord next) {
        return real.save(next);
    }

    @Override
    public void removeSent(Subject subject, Set<String> entryIds) {
        real.removeSent(subject, entryIds);
    }

    @Override
    public List<Subject> due(int limit) {
        return real.due(limit);
    }
}
