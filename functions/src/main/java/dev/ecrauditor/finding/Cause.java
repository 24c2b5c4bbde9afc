package dev.ecrauditor.finding;

/** What made a finding resolve. */
public enum Cause {
    FIXED,
    REMEDIATED,
    DELETED
}
