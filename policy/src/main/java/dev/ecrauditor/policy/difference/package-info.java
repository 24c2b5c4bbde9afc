/** What outsiders can do by one policy and not by another. */
package dev.ecrauditor.policy.difference;
