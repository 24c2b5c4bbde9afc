package dev.ecrauditor.policy.document;

/** The outcome of reading policy text. */
public sealed interface ParsedPolicy permits Policy, UnreadablePolicy {}
