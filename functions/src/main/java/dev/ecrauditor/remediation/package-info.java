/** Switching scanning on: the decision about a request, and the one write. */
package dev.ecrauditor.remediation;
