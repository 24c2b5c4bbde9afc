package dev.ecrauditor.settings;

/** How far remediation may go. */
public enum RemediationMode {
    /** Nothing is requested. */
    OFF,
    /** Everything is done but the write; an alert says what it would have been. */
    DRY_RUN,
    /** Scanning is switched on where that write takes effect. */
    ON
}
