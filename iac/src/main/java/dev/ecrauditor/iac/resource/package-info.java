/** Resources and their properties, by the names of each language. */
@NullMarked
package dev.ecrauditor.iac.resource;

import org.jspecify.annotations.NullMarked;
