/** Parses the configuration language of Terraform and OpenTofu, in its native and in its JSON syntax. */
@NullMarked
package dev.ecrauditor.iac.terraform.hcl;

import org.jspecify.annotations.NullMarked;
