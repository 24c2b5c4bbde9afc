/** Benchmarks, run manually: docs/benchmarks.md. */
package dev.ecrauditor.bench;
