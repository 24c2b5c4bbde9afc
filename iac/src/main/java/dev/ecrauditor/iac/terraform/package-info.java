/** Reads sources and plans of Terraform and OpenTofu. */
@NullMarked
package dev.ecrauditor.iac.terraform;

import org.jspecify.annotations.NullMarked;
