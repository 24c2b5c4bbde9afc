/** Evaluates blocks: their instances, the blocks inside them, and policy documents. */
@NullMarked
package dev.ecrauditor.iac.terraform.block;

import org.jspecify.annotations.NullMarked;
