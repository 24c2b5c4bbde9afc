/** The Static Analysis Results Interchange Format (SARIF) 2.1.0. */
@NullMarked
package dev.ecrauditor.report.sarif;

import org.jspecify.annotations.NullMarked;
