/** Access paths in sentences, and as rows of a report. */
package dev.ecrauditor.cli.exposure.words;
