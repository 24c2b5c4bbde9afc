package dev.ecrauditor.settings;

/**
 * Repositories that remediation never touches.
 *
 * @param scope which
 * @param reason why, in the words of whoever decided it
 */
public record Exclusion(Scope scope, String reason) {}
