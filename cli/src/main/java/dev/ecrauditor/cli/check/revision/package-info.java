/** Files as they were at a revision of a git repository. */
@NullMarked
package dev.ecrauditor.cli.check.revision;

import org.jspecify.annotations.NullMarked;
