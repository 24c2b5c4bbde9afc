/** The command {@code findings}: what a deployed auditor's table holds. */
package dev.ecrauditor.cli.findings;
