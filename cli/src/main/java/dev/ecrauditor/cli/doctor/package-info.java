/** The command {@code doctor}: whether a deployment can work, and what fixes it. */
package dev.ecrauditor.cli.doctor;
