package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.record.Subject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Arrivals in memory. */
public final class InMemoryEventArrivals implements EventArrivals {

    private final Map<Subject.Coverage, Instant> latest = new ConcurrentHashMap<>();

    @Override
    public void arrived(Subject.Coverage coverage, Instant at) {
        latest.put(coverage, at);
    }

    @Override
    public Optional<Instant> latest(Subject.Coverage coverage) {
        return Optional.ofNullable(latest.get(coverage));
    }
}
