package dev.ecrauditor.finding.record;

/** What an alert reports, in the order in which the alerts of one evaluation are published. */
public enum AlertStatus {
    /** The event that names the actor arrived after the alert was published. */
    ATTRIBUTED,
    OPENED,
    CHANGED,
    RESOLVED,
    REOPENED,
    /** It has changed too often for one alert per change. */
    FLAPPING,
    /** A dangerous policy was set and withdrawn before the evaluation. */
    TRANSIENT,
    /** Remediation switched scanning on and read it back. */
    REMEDIATED,
    /** Remediation would have switched scanning on. */
    REMEDIATION_PLANNED,
    /** Remediation was requested and did not reach the compliant state. */
    REMEDIATION_FAILED,
    /** Remediation's attempts do not last, and it stops. */
    SUSPENDED,
    /** It is still open, or a waiver that covers it ends soon: the reason says which. */
    REMINDER
}
