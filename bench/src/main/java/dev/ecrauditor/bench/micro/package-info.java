/** Benchmarks of JMH: policy analysis, event parsing and alert rendering. docs/benchmarks.md explains them. */
package dev.ecrauditor.bench.micro;
