package dev.ecrauditor.finding.record;

/** What made a finding resolve. */
public enum Cause {
    FIXED,
    REMEDIATED,
    DELETED,
    /** This version of the auditor no longer has the rule. */
    RULE_SWITCHED_OFF,
    /** The auditor judges by other rules or settings than before, and nobody is known to have changed anything. */
    SETTINGS_CHANGED
}
