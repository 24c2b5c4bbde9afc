package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.record.Subject;
import java.time.Instant;
import java.util.Optional;

/** Stores when an event of an account and Region last arrived. */
public interface EventArrivals {

    /** Stores that an event has arrived. */
    void arrived(Subject.Coverage coverage, Instant at);

    /** When one last arrived, as far as is stored; empty when none has. */
    Optional<Instant> latest(Subject.Coverage coverage);
}
