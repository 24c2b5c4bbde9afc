/** The rules: each a pure function from a snapshot to a verdict, with metadata that describes it. */
package dev.ecrauditor.rule;
