package dev.ecrauditor.finding.record;

/** What an alert says has happened, in the order in which the alerts of one look are told. */
public enum AlertStatus {
    /** The event that tells who did it came after the alert was told. */
    ATTRIBUTED,
    OPENED,
    CHANGED,
    RESOLVED,
    REOPENED,
    /** It has turned too often to be told each time. */
    FLAPPING,
    /** A dangerous policy was set and withdrawn before we looked. */
    TRANSIENT,
    /** Remediation switched scanning on and read it back. */
    REMEDIATED,
    /** Remediation would have switched scanning on. */
    REMEDIATION_PLANNED,
    /** Remediation was asked and did not reach the good state. */
    REMEDIATION_FAILED,
    /** Remediation's attempts do not last, and it stops. */
    SUSPENDED
}
