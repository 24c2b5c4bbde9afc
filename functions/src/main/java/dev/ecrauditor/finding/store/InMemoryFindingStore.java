package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An in-memory finding store, for the command line and the tests. */
public final class InMemoryFindingStore implements FindingStore {

    private final Map<Subject, SubjectRecord> records = new LinkedHashMap<>();
    private final String generation;

    /** An empty store. */
    public InMemoryFindingStore() {
        this("");
    }

    /** An empty store of this generation. */
    public InMemoryFindingStore(String generation) {
        this.generation = generation;
    }

    /** A store with these records. */
    public InMemoryFindingStore(Collection<SubjectRecord> known) {
        this("");
        known.forEach(record -> records.put(record.subject(), record));
    }

    @Override
    public String generation() {
        return generation;
    }

    /** Everything stored. */
    public synchronized List<SubjectRecord> records() {
        return List.copyOf(records.values());
    }

    @Override
    public synchronized Optional<SubjectRecord> load(Subject subject) {
        return Optional.ofNullable(records.get(subject));
    }

    @Override
    public synchronized boolean save(SubjectRecord next) {
        long stored = load(next.subject()).map(SubjectRecord::version).orElse(0L);
        if (stored != next.version() - 1) {
            return false;
        }
        records.put(next.subject(), next);
        return true;
    }

    @Override
    public synchronized void removeSent(Subject subject, Set<String> entryIds) {
        records.computeIfPresent(
                subject, (key, record) -> holdsAny(record, entryIds) ? record.withoutSent(entryIds) : record);
    }

    @Override
    public synchronized List<Subject> due(int limit) {
        return records.values().stream()
                .filter(record -> !record.outbox().isEmpty())
                .sorted(Comparator.comparing(record -> record.outboxSince().orElse(Instant.MIN)))
                .limit(limit)
                .map(SubjectRecord::subject)
                .toList();
    }

    private static boolean holdsAny(SubjectRecord record, Set<String> entryIds) {
        return record.outbox().stream().anyMatch(entry -> entryIds.contains(entry.id()));
    }
}
