package dev.ecrauditor.rule;

/** How bad a finding is, from least to worst. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
