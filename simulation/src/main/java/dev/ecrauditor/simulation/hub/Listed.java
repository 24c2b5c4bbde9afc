package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.simulation.world.RepositoryState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the listing of an invocation described, as the adapter remembers it. */
final class Listed {

    private Instant asked = Instant.MIN;
    private long time;
    private Map<RepositoryArn, RepositoryState> states = new HashMap<>();

    /**
     * Takes the place of the listing before.
     *
     * @param since when it was asked for, by the clock of the invocation
     * @param timeline the same without what that clock is wrong by
     */
    void remember(Instant since, long timeline, Map<RepositoryArn, RepositoryState> described) {
        asked = since;
        time = timeline;
        states = described;
    }

    long time() {
        return time;
    }

    Instant asked() {
        return asked;
    }

    /** The state of a repository, if the listing was asked for since a time. */
    Optional<RepositoryState> at(RepositoryArn repository, Instant since) {
        return asked.isBefore(since) ? Optional.empty() : Optional.ofNullable(states.get(repository));
    }
}
