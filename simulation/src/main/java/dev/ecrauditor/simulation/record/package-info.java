/** What a run records for the checks: evaluations, publications and broken invariants. */
package dev.ecrauditor.simulation.record;
