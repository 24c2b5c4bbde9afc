package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An index over records in memory. */
public final class InMemoryKeyIndex implements KeyIndex {

    private final Supplier<List<SubjectRecord>> records;

    public InMemoryKeyIndex(InMemoryFindingStore findings) {
        this(findings::records);
    }

    /** An index over these records. */
    public InMemoryKeyIndex(Supplier<List<SubjectRecord>> records) {
        this.records = records;
    }

    @Override
    public List<RepositoryArn> repositoriesOn(String keyArn) {
        return records.get().stream()
                .filter(record -> record.keyArn().equals(Optional.of(keyArn)))
                .flatMap(record -> record.subject() instanceof Subject.Repository repository
                        ? Stream.of(repository.repository())
                        : Stream.empty())
                .toList();
    }

    @Override
    public Set<String> keysOf(Subject.Coverage place) {
        Set<String> keys = new TreeSet<>();
        records.get().stream()
                .filter(record -> record.subject().partitionKey().equals(place.partitionKey()))
                .map(SubjectRecord::keyArn)
                .forEach(key -> key.ifPresent(keys::add));
        return keys;
    }
}
