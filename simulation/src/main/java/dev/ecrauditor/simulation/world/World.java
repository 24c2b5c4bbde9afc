package dev.ecrauditor.simulation.world;

import dev.ecrauditor.simulation.engine.Faults;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.engine.Trace;

/** The shared parts of a schedule. */
public record World(Timeline timeline, Faults faults, Trace trace, Registry registry, Table table, Observer observer) {}
