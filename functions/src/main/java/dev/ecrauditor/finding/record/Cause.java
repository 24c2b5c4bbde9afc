package dev.ecrauditor.finding.record;

/** What made a finding resolve. */
public enum Cause {
    FIXED,
    REMEDIATED,
    DELETED,
    /** The settings switch the rule off, or this version of the auditor no longer has it. */
    RULE_SWITCHED_OFF,
    /** The auditor evaluates by other rules or settings than before, and no change of the repository is known. */
    SETTINGS_CHANGED,
    /** The account left the organization or the watched units, or the settings name it no more. */
    ACCOUNT_LEFT,
    /** A waiver of the settings covers it. It still exists, and is reported again when the waiver ends. */
    WAIVED
}
