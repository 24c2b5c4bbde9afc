/** Reads JSON with the lines of its values, and writes JSON as Terraform does. */
@NullMarked
package dev.ecrauditor.iac.terraform.json;

import org.jspecify.annotations.NullMarked;
