/** Waivers that are written beside the declaration that they are about. */
@NullMarked
package dev.ecrauditor.iac.waiver;

import org.jspecify.annotations.NullMarked;
