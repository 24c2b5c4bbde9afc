/**
 * Wildcard patterns, the automata that compare them, and the work budget that every comparison is charged to. Does not
 * depend on policies.
 */
package dev.ecrauditor.policy.pattern;
