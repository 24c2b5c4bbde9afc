/** Values while a configuration of Terraform is evaluated. */
@NullMarked
package dev.ecrauditor.iac.terraform.value;

import org.jspecify.annotations.NullMarked;
