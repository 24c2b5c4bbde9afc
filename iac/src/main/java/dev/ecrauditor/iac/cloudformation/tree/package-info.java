/** The text of a template as a tree with lines. */
@NullMarked
package dev.ecrauditor.iac.cloudformation.tree;

import org.jspecify.annotations.NullMarked;
