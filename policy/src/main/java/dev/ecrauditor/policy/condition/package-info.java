/**
 * The Condition element: keys, operators, variables, values and address ranges, and whether a condition holds in a
 * context.
 */
package dev.ecrauditor.policy.condition;
