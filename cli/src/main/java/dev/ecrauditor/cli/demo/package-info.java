/** The command demo: a sequence of changes in two simulated accounts. */
package dev.ecrauditor.cli.demo;
