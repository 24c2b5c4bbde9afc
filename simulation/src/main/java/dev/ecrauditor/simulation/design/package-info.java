/** The design under simulation: how the functions are assembled from their ports, and how they are deployed. */
package dev.ecrauditor.simulation.design;
