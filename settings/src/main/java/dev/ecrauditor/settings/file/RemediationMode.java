package dev.ecrauditor.settings.file;

/** What remediation may do, in increasing order. */
public enum RemediationMode {
    /** Nothing is done. */
    OFF,
    /** Decides and reports what it would do. */
    DRY_RUN,
    /** Switches scanning on where it is off. */
    ON
}
