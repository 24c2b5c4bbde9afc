/** Explains an analysis in words, for the command line and for alerts. */
package dev.ecrauditor.policy.explain;
