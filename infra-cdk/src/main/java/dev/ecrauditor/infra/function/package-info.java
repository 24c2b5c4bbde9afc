/**
 * The Lambda functions and what each of them may do.
 */
@NullMarked
package dev.ecrauditor.infra.function;

import org.jspecify.annotations.NullMarked;
