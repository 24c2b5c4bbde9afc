package dev.ecrauditor.simulation.engine;

import java.util.Optional;

/** Decides what goes wrong, how long things take, and counts it. Times are in microseconds. */
public interface Faults {

    /** What strikes this call. */
    Optional<Fault> strike(Port port);

    /** How long the call takes on its way there. */
    long latency(Port port);

    /** How long a fault drags on, up to this long. */
    long upTo(long most);

    /** Whether this happens now; only faults that strike no single call. */
    boolean happens(Fault fault);

    /** Counts a fault that came of others. */
    void count(Fault fault);
}
