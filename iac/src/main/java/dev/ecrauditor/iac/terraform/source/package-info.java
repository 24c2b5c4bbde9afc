/** The files of modules, and which of them may be read. */
@NullMarked
package dev.ecrauditor.iac.terraform.source;

import org.jspecify.annotations.NullMarked;
