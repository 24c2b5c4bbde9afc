package dev.ecrauditor.infra;

/** How far the auditor may go in mending what it finds. */
public enum RemediationMode {
    /** Nothing of remediation is deployed. */
    OFF,
    /** Decides and reports what it would do; its role cannot write. */
    DRY_RUN,
    /** Switches scanning on where it is off. */
    ON
}
