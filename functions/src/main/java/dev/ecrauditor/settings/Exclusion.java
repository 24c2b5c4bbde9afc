package dev.ecrauditor.settings;

/**
 * Repositories that remediation never touches.
 *
 * @param scope which
 * @param reason why, as written in the settings
 */
public record Exclusion(Scope scope, String reason) {}
