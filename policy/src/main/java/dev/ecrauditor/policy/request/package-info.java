/**
 * The requests that can matter to a policy: callers, organizations, networks and sources, named by the policy or
 * external to it.
 */
package dev.ecrauditor.policy.request;
