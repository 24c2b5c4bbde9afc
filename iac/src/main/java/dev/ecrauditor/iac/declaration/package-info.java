/** Resources as a template, plan or source declares them, whatever its language. */
@NullMarked
package dev.ecrauditor.iac.declaration;

import org.jspecify.annotations.NullMarked;
