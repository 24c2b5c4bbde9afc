/** The rules about repository policies. */
package dev.ecrauditor.rule.policy;
