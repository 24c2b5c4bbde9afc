/** A deterministic simulation of the deployed auditor: seeded schedules of faults, checked by invariants. */
package dev.ecrauditor.simulation;
