/** Checks of the settings file that its schema cannot express. */
@NullMarked
package dev.ecrauditor.settings.check;

import org.jspecify.annotations.NullMarked;
