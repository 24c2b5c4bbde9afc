/** A policy as a typed document: parser, grammar, statements, principals, and a normal form that keeps its meaning. */
package dev.ecrauditor.policy.document;
