/** Switching scanning on: what may be done about a request, and the one write. */
package dev.ecrauditor.remediation;
