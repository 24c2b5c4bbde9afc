package dev.ecrauditor.simulation.engine;

import java.util.Optional;

/** Decides and counts the faults and chooses the durations. Times are in microseconds. */
public interface Faults {

    /** The fault of this call. */
    Optional<Fault> inject(Port port);

    /** The time until the call reaches AWS. */
    long latency(Port port);

    /** The duration of a fault, up to this maximum. */
    long upTo(long most);

    /** Whether this fault occurs now; only for faults that strike no single call. */
    boolean happens(Fault fault);

    /** Counts a fault that results from others. */
    void count(Fault fault);
}
