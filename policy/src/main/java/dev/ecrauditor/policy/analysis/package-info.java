/**
 * What a policy grants to principals outside the account: the search for a request that it allows, and the facts that
 * follow.
 */
package dev.ecrauditor.policy.analysis;
