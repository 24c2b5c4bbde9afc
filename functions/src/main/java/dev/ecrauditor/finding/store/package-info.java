/** The port of the store, the JSON that is stored, and the form in memory that the command line uses. */
package dev.ecrauditor.finding.store;
