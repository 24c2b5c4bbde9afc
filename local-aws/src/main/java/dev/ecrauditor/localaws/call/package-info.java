/**
 * One call of an operation: who calls, its fields, and what it answers or refuses.
 */
@NullMarked
package dev.ecrauditor.localaws.call;

import org.jspecify.annotations.NullMarked;
