/** The command line: the same handlers, with the queues inside the process. */
package dev.ecrauditor.cli;
