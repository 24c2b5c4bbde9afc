/** The settings file {@code auditor.yaml}: read, checked, and put into the JSON that the functions are given. */
@NullMarked
package dev.ecrauditor.settings.file;

import org.jspecify.annotations.NullMarked;
