/** The results of an audit as data for other tools: rows, and the writers that print them one by one. */
@NullMarked
package dev.ecrauditor.report;

import org.jspecify.annotations.NullMarked;
