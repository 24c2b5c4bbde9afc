package dev.ecrauditor.policy;

/** The outcome of reading policy text. */
public sealed interface ParsedPolicy permits Policy, UnreadablePolicy {}
