/** Shared parts of the commands: input, output, errors in one line, clients and progress. */
package dev.ecrauditor.cli.terminal;
