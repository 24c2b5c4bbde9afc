/** Evaluates expressions as Terraform does, as far as the sources determine them. */
@NullMarked
package dev.ecrauditor.iac.terraform.evaluation;

import org.jspecify.annotations.NullMarked;
