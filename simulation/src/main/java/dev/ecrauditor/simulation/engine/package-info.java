/** Virtual time, invocations that run the real code step by step, and the faults that strike their calls. */
package dev.ecrauditor.simulation.engine;
