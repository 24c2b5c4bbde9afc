/** The functions of the configuration language. */
@NullMarked
package dev.ecrauditor.iac.terraform.function;

import org.jspecify.annotations.NullMarked;
