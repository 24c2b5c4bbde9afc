/** The port of the store, the stored JSON, and the in-memory store of the command line. */
package dev.ecrauditor.finding.store;
