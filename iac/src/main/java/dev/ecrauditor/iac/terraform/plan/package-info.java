/** Reads plans in JSON, as {@code terraform show -json} and {@code tofu show -json} print them. */
@NullMarked
package dev.ecrauditor.iac.terraform.plan;

import org.jspecify.annotations.NullMarked;
