/** What is simulated: how the functions are put together from their ports, and how they are deployed. */
package dev.ecrauditor.simulation.design;
