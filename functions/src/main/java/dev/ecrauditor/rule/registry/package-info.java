/** The rules about the private registry of an account in a Region. */
package dev.ecrauditor.rule.registry;
