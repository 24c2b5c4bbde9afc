/** Findings as rows, for the command {@code findings} and for the daily export. */
package dev.ecrauditor.finding.export;
