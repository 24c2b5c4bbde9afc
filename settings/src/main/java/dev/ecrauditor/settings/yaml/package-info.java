/** A settings file as text and as YAML: values with their lines, and messages with the location of an error. */
@NullMarked
package dev.ecrauditor.settings.yaml;

import org.jspecify.annotations.NullMarked;
