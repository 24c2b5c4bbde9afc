/** The forms in which commands report results: which there are, and what writes each. */
package dev.ecrauditor.cli.report;
