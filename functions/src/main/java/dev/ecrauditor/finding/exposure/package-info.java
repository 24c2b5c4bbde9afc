/** What changed in a policy, and dangerous policies that were set and withdrawn before an evaluation. Pure. */
package dev.ecrauditor.finding.exposure;
