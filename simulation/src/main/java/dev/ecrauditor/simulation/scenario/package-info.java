/** What people and pipelines do to the repositories while the auditor watches. */
package dev.ecrauditor.simulation.scenario;
