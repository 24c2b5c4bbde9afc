/** What all commands share: input, output, errors in one line, clients and progress. */
package dev.ecrauditor.cli.terminal;
