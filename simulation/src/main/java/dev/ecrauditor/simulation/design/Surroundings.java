package dev.ecrauditor.simulation.design;

import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.world.Table;

/** For a design that needs other calls than the auditor's ports make: the invocation to make them in, and the table. */
public record Surroundings(Invocation invocation, Table table) {}
