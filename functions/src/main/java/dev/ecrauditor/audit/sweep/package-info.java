/** The sweep: every repository of every watched account and Region, without an event. */
package dev.ecrauditor.audit.sweep;
