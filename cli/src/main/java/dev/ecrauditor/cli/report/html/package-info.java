/** The report as one page of HTML that loads nothing. Templates are in {@code src/main/jte}. */
package dev.ecrauditor.cli.report.html;
