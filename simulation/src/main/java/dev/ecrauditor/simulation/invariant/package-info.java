/** What must hold after every schedule, one class each. */
package dev.ecrauditor.simulation.invariant;
