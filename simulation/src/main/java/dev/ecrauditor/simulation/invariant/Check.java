package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.simulation.world.Observer;
import dev.ecrauditor.simulation.world.World;

/** Checks one invariant in a schedule. */
public interface Check extends Observer {

    /** Called when faults are off and nothing is planned. */
    default void checkWhenIdle(World world) {}

    /** Called when the sweep is complete and nothing is planned. */
    default void checkAfterSweep(World world) {}
}
