/** The command audit: the verdicts of the repositories as they are now. */
package dev.ecrauditor.cli.audit;
