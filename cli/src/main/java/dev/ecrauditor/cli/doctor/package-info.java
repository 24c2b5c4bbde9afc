/** The command {@code doctor}: whether a deployment can work, and what mends it. */
package dev.ecrauditor.cli.doctor;
