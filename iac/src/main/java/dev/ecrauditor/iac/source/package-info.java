/** The files that are checked. */
@NullMarked
package dev.ecrauditor.iac.source;

import org.jspecify.annotations.NullMarked;
