package dev.ecrauditor.finding.transition;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds the origin of the repository to what was read. ECR does not return it; only its CreateRepository event names it.
 */
public final class KnownOrigin {

    private KnownOrigin() {}

    /**
     * The reading with the stored origin of this incarnation, else with the origin that the calls show; contradicting
     * calls show none.
     */
    public static Reading<RepositorySnapshot> of(
            Reading<RepositorySnapshot> reading, SubjectRecord before, List<RepositoryChange> calls) {
        return reading instanceof Reading.Known<RepositorySnapshot> known
                ? new Reading.Known<>(of(known.value(), before, calls))
                : reading;
    }

    /** The same of a snapshot. */
    public static RepositorySnapshot of(RepositorySnapshot read, SubjectRecord before, List<RepositoryChange> calls) {
        return read.withOrigin(origin(read, before, calls));
    }

    private static Origin origin(RepositorySnapshot read, SubjectRecord before, List<RepositoryChange> calls) {
        boolean isRemembered =
                before.origin() != Origin.UNKNOWN && before.incarnation().equals(Optional.of(read.createdAt()));
        if (isRemembered) {
            return before.origin();
        }
        Set<Origin> origins = calls.stream()
                .map(call -> call.originOf(read))
                .filter(origin -> origin != Origin.UNKNOWN)
                .collect(Collectors.toSet());
        return origins.size() == 1 ? origins.iterator().next() : Origin.UNKNOWN;
    }
}
