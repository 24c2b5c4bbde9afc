package dev.ecrauditor.repository;

/** The settings of a repository that verdicts depend on and that a call can change. */
public enum Setting {
    ENCRYPTION,
    POLICY,
    SCANNING
}
