/** The command audit: the verdicts on the current state of the repositories. */
package dev.ecrauditor.cli.audit;
