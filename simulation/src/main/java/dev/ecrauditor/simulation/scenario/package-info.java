/** The actions of people and pipelines on the repositories while the auditor runs. */
package dev.ecrauditor.simulation.scenario;
