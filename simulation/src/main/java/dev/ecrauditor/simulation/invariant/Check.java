package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.simulation.world.Observer;
import dev.ecrauditor.simulation.world.World;

/** Watches a schedule for one invariant. */
public interface Check extends Observer {

    /** Faults are off and nothing moves any more. */
    default void quiet(World world) {}

    /** The sweep has been through, and nothing moves any more. */
    default void swept(World world) {}
}
