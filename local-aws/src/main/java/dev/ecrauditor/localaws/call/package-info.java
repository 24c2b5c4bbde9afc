/**
 * One call of an operation: its caller, fields, response and errors.
 */
@NullMarked
package dev.ecrauditor.localaws.call;

import org.jspecify.annotations.NullMarked;
