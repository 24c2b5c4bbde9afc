/** Comma-separated values after RFC 4180. */
@NullMarked
package dev.ecrauditor.report.csv;

import org.jspecify.annotations.NullMarked;
