/**
 * Wildcard patterns, the automata that compare them, and the work budget that every comparison is charged to. Knows nothing of policies.
 */
package dev.ecrauditor.policy.pattern;
