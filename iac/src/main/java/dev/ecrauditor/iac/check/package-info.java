/** Evaluates declarations by the rules of the auditor. */
@NullMarked
package dev.ecrauditor.iac.check;

import org.jspecify.annotations.NullMarked;
