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

/** Adds to what was read who made the repository. ECR does not answer that; its CreateRepository event does, once. */
public final class KnownOrigin {

    private KnownOrigin() {}

    /**
     * The reading with what the record remembers of this very repository, else with what the calls tell; two calls that
     * tell different things tell nothing.
     */
    public static Reading<RepositorySnapshot> of(
            Reading<RepositorySnapshot> reading, SubjectRecord before, List<RepositoryChange> calls) {
        return reading instanceof Reading.Known<RepositorySnapshot> known
                ? new Reading.Known<>(known.value().madeBy(origin(known.value(), before, calls)))
                : reading;
    }

    private static Origin origin(RepositorySnapshot read, SubjectRecord before, List<RepositoryChange> calls) {
        boolean isRemembered =
                before.origin() != Origin.NOT_SEEN && before.incarnation().equals(Optional.of(read.createdAt()));
        if (isRemembered) {
            return before.origin();
        }
        Set<Origin> told = calls.stream()
                .map(call -> call.originOf(read))
                .filter(origin -> origin != Origin.NOT_SEEN)
                .collect(Collectors.toSet());
        return told.size() == 1 ? told.iterator().next() : Origin.NOT_SEEN;
    }
}
