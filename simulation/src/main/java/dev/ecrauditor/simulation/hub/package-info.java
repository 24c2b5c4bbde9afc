/**
 * The deployed auditor: queues with their functions, and the ports of the real code in the calls that their adapters
 * make.
 */
package dev.ecrauditor.simulation.hub;
