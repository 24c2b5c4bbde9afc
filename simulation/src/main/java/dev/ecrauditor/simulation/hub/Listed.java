package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.simulation.world.RepositoryState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the latest listing of an invocation described, as the adapter remembers it. */
final class Listed {

    private Asked asked = new Asked(Instant.MIN, 0);
    private Map<RepositoryArn, RepositoryState> states = Map.of();

    /**
     * When a listing was asked for.
     *
     * @param since by the clock of the invocation
     * @param time the true time
     */
    record Asked(Instant since, long time) {}

    /** Takes the place of the listing before. */
    void remember(Asked when, Map<RepositoryArn, RepositoryState> described) {
        asked = when;
        states = described;
    }

    Asked asked() {
        return asked;
    }

    /** The state of a repository, if the listing was asked for since a time. */
    Optional<RepositoryState> find(RepositoryArn repository, Instant since) {
        return asked.since().isBefore(since) ? Optional.empty() : Optional.ofNullable(states.get(repository));
    }
}
