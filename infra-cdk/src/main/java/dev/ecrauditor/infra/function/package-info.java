/**
 * The Lambda functions and their permissions.
 */
@NullMarked
package dev.ecrauditor.infra.function;

import org.jspecify.annotations.NullMarked;
