/** The command {@code check}: evaluates templates before their deployment. */
@NullMarked
package dev.ecrauditor.cli.check;

import org.jspecify.annotations.NullMarked;
