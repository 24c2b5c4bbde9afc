/** The command demo: a story in two simulated accounts. */
package dev.ecrauditor.cli.demo;
