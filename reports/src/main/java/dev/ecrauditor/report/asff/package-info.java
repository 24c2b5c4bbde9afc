/** The AWS Security Finding Format (ASFF). */
@NullMarked
package dev.ecrauditor.report.asff;

import org.jspecify.annotations.NullMarked;
