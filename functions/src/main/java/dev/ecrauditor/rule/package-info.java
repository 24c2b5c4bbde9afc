/** The rules: each a pure function from a snapshot to a verdict, with a card that tells people what it is about. */
package dev.ecrauditor.rule;
