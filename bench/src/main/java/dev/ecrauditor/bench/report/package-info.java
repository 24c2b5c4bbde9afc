/** Samples and their spread, and the results as a table, as JSON and as a chart. */
package dev.ecrauditor.bench.report;
