package dev.ecrauditor.testing;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An in-memory store that records calls in a journal, and can be set to fail or to be written by others. */
public final class ScriptedStore implements FindingStore {

    private final List<String> journal;
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private Optional<Subject> unloadable = Optional.empty();
    private int othersFirst;
    private int cutRemovals;
    private boolean indexIsDown;

    public ScriptedStore(List<String> journal) {
        this.journal = journal;
    }

    /** Before each of the next saves somebody else writes the record. */
    public void writeConcurrentlyBeforeSaves(int times) {
        othersFirst = times;
    }

    /** The next removals fail without effect, as if the function had been killed before them. */
    public void failRemovals(int times) {
        cutRemovals = times;
    }

    /** This subject's record cannot be read. */
    public void failLoad(Subject subject) {
        unloadable = Optional.of(subject);
    }

    /** The index cannot be read. */
    public void failDueQuery() {
        indexIsDown = true;
    }

    /** The record, without a note. */
    public SubjectRecord record(Subject subject) {
        return store.load(subject).orElseThrow();
    }

    /** Puts a record in, without a note. */
    public void put(SubjectRecord record) {
        if (!store.save(record)) {
            throw new AssertionError("the record does not follow the one that is stored");
        }
    }

    @Override
    public String generation() {
        return store.generation();
    }

    @Override
    public Optional<SubjectRecord> load(Subject subject) {
        journal.add("load");
        if (unloadable.equals(Optional.of(subject))) {
            throw new IllegalStateException("the stored record has schema 2");
        }
        return store.load(subject);
    }

    @Override
    public boolean save(SubjectRecord next) {
        journal.add("save");
        if (othersFirst > 0) {
            othersFirst--;
            put(SampleRecords.unchanged(
                    store.load(next.subject()).orElseGet(() -> SubjectRecord.notEvaluated(next.subject()))));
        }
        return store.save(next);
    }

    @Override
    public void removeSent(Subject subject, Set<String> entryIds) {
        journal.add("remove");
        if (cutRemovals > 0) {
            cutRemovals--;
            throw new IllegalStateException("killed before the removal");
        }
        store.removeSent(subject, entryIds);
    }

    @Override
    public List<Subject> due(int limit) {
        journal.add("due");
        if (indexIsDown) {
            throw new IllegalStateException("the index does not answer");
        }
        return store.due(limit);
    }
}
