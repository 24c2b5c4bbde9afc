/** The auditor at a terminal: the same handlers, with the queues inside the process. */
package dev.ecrauditor.cli;
