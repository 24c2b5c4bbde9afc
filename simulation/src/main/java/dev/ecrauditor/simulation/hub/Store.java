package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Port;
import dev.ecrauditor.simulation.world.Observer;
import dev.ecrauditor.simulation.world.Table;
import dev.ecrauditor.simulation.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The finding store in the calls that its DynamoDB adapter makes: a removal is one update per entry and one more to
 * leave the index.
 */
final class Store implements FindingStore {

    private final Invocation invocation;
    private final Table table;
    private final Observer observer;

    Store(Invocation invocation, World world) {
        this.invocation = invocation;
        this.table = world.table();
        this.observer = world.observer();
    }

    @Override
    public Optional<SubjectRecord> load(Subject subject) {
        return invocation.call(new Call<>(Port.TABLE_GET, name(subject), () -> {
            observer.loaded(invocation, subject);
            return table.get(subject);
        }));
    }

    @Override
    public boolean save(SubjectRecord next) {
        return invocation.call(new Call<>(Port.TABLE_PUT, new Written(next), () -> put(next)));
    }

    @Override
    public void removeSent(Subject subject, Set<String> entryIds) {
        for (String entryId : entryIds.stream().sorted().toList()) {
            invocation.call(new Call<>(Port.TABLE_REMOVE, entryId, List.of(entryId), () -> remove(subject, entryId)));
        }
        boolean emptied = invocation.call(new Call<>(
                Port.TABLE_GET,
                name(subject),
                () -> table.get(subject)
                        .filter(record -> record.outboxSince().isPresent()
                                && record.outbox().isEmpty())
                        .isPresent()));
        if (emptied) {
            invocation.call(new Call<>(
                    Port.TABLE_LEAVE_INDEX,
                    name(subject),
                    () -> table.update(
                            subject, record -> record.outbox().isEmpty(), record -> record.withoutSent(Set.of()))));
        }
    }

    @Override
    public List<Subject> due(int limit) {
        return invocation.call(new Call<>(
                Port.TABLE_QUERY,
                "outbox",
                () -> table.due(limit).stream().map(SubjectRecord::subject).toList()));
    }

    private boolean put(SubjectRecord next) {
        Optional<SubjectRecord> before = table.item(next.subject());
        boolean stored = table.put(next);
        if (stored) {
            observer.stored(invocation, before, next);
        }
        return stored;
    }

    private boolean remove(Subject subject, String entryId) {
        observer.removed(invocation, entryId);
        return table.update(subject, record -> holds(record, entryId), record -> without(record, entryId));
    }

    private static boolean holds(SubjectRecord record, String entryId) {
        return record.outbox().stream().map(OutboxEntry::id).anyMatch(entryId::equals);
    }

    /** An update of one entry keeps the rest of the item, including its position in the index. */
    private static SubjectRecord without(SubjectRecord record, String entryId) {
        SubjectRecord removed = record.withoutSent(Set.of(entryId));
        return removed.toBuilder().outboxSince(record.outboxSince()).build();
    }

    private static String name(Subject subject) {
        return subject.name();
    }

    /** A record as the trace shows it. */
    private record Written(SubjectRecord record) {
        @Override
        public String toString() {
            return name(record.subject()) + " version " + record.version() + ", open "
                    + record.findings().keySet().stream().filter(record::isOpen).toList() + ", outbox "
                    + record.outbox().stream().map(OutboxEntry::id).toList();
        }
    }
}
