/** Loads modules and evaluates their resources. */
@NullMarked
package dev.ecrauditor.iac.terraform.module;

import org.jspecify.annotations.NullMarked;
