package dev.ecrauditor.simulation.design;

import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.world.Table;

/** The invocation and the table, for a design that makes calls outside the auditor's ports. */
public record InvocationContext(Invocation invocation, Table table) {}
