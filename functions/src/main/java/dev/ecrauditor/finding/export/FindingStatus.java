package dev.ecrauditor.finding.export;

/** Whether a finding needs attention. */
public enum FindingStatus {
    /** The rule fails, or cannot be evaluated. */
    OPEN,
    /** It is open, and a waiver of the settings covers it for now. */
    WAIVED,
    /** It is open, and a baseline accepts it for now. */
    ACCEPTED,
    RESOLVED
}
