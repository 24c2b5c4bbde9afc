/**
 * Policies about many resources, such as the policy of a registry: which statements apply to one resource, and what it
 * grants together with the resource's own policy.
 */
package dev.ecrauditor.policy.resource;
