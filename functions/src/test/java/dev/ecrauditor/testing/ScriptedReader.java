package dev.ecrauditor.testing;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.repository.RepositorySnapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Returns the answers of a test, and records each call in a journal. */
public final class ScriptedReader implements RepositoryReader {

    private final List<String> journal;
    private final Deque<Reading<RepositorySnapshot>> first = new ArrayDeque<>();
    private Reading<RepositorySnapshot> then = new Reading.Absent<>();

    public ScriptedReader(List<String> journal) {
        this.journal = journal;
    }

    /** Answers this from now on, after what it is to answer first. */
    public void setReading(Reading<RepositorySnapshot> reading) {
        then = reading;
    }

    /** Answers this once. */
    public void addFirstReading(Reading<RepositorySnapshot> reading) {
        first.add(reading);
    }

    @Override
    public Reading<RepositorySnapshot> read(RepositoryArn repository) {
        journal.add("read");
        return first.isEmpty() ? then : first.remove();
    }
}
