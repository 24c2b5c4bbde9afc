package dev.ecrauditor.settings.file;

/** How far the auditor may go in mending what it finds, from nothing to everything. */
public enum RemediationMode {
    /** Nothing is done. */
    OFF,
    /** Decides and reports what it would do. */
    DRY_RUN,
    /** Switches scanning on where it is off. */
    ON
}
