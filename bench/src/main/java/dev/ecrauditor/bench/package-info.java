/** Benchmarks, run by hand: docs/benchmarks.md. */
package dev.ecrauditor.bench;
