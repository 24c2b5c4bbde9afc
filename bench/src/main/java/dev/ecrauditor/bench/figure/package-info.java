/** The figures: what is run for each, and what is measured of it. docs/performance.md explains them. */
package dev.ecrauditor.bench.figure;
