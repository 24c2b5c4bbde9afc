/** The settings file {@code auditor.yaml}: read, checked, and converted to the JSON that the functions receive. */
@NullMarked
package dev.ecrauditor.settings.file;

import org.jspecify.annotations.NullMarked;
