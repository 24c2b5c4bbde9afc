package dev.ecrauditor.securityhub;

import dev.ecrauditor.report.asff.AsffFinding;
import java.util.Optional;

/**
 * What an alert says about the state of its finding. Alerts that say nothing about it, such as those of remediation, are
 * not imported.
 */
enum AlertTransition {
    OPEN,
    RESOLVED,
    /** It was there and is no longer; it has never been open. */
    OVER,
    NONE;

    /**
     * Source: docs/alert.schema.json and docs/digest.schema.json.
     *
     * @param status of the alert
     * @param reminderOf of a reminder
     * @throws IllegalArgumentException if the status is not one of the schemas
     */
    static AlertTransition of(String status, Optional<String> reminderOf) {
        return switch (status) {
            case "OPENED", "CHANGED", "REOPENED", "FLAPPING" -> OPEN;
            case "REMINDER" -> reminderOf.equals(Optional.of("OPEN_FINDING")) ? OPEN : NONE;
            case "RESOLVED" -> RESOLVED;
            case "TRANSIENT" -> OVER;
            case "ATTRIBUTED", "REMEDIATED", "REMEDIATION_PLANNED", "REMEDIATION_FAILED", "SUSPENDED" -> NONE;
            default -> throw new IllegalArgumentException("there is no status " + status);
        };
    }

    AsffFinding.RecordState recordState() {
        return this == OPEN ? AsffFinding.RecordState.ACTIVE : AsffFinding.RecordState.ARCHIVED;
    }
}
