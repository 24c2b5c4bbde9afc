/** The evidence of a verdict and the commands that correct it. */
package dev.ecrauditor.rule.evidence;
