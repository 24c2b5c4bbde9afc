/** What a run records for the checks: evaluations, publications and violated invariants. */
package dev.ecrauditor.simulation.record;
