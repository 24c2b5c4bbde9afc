package dev.ecrauditor.finding.record;

import java.time.Duration;

/**
 * Why an alert is published in a digest and never alone: its finding was found without a recent change, or the settings
 * say so.
 */
public enum EvaluationReason {
    /** The account is swept for the first time. */
    FIRST_SWEEP,
    /** The rules differ from those of the last evaluation. */
    NEW_RULES,
    /** The settings of the auditor differ from those of the last evaluation. */
    CHANGED_SETTINGS,
    /** The settings of the registry were changed, which its repositories' verdicts depend on. */
    REGISTRY_CHANGED,
    /** The account is no longer watched. */
    ACCOUNT_LEFT,
    /** A waiver ends soon, or has ended. */
    WAIVER_ENDS,
    /** A quiet actor of the settings caused it; it waits for the next day. */
    QUIET_ACTOR;

    /** Whether a verdict may differ from the last one although nothing was changed in the account. */
    public boolean mayChangeVerdicts() {
        return this == NEW_RULES || this == CHANGED_SETTINGS || this == ACCOUNT_LEFT;
    }

    /** A digest waits no longer than this for more of it to be found. */
    public static final Duration LONGEST_WAIT = Duration.ofHours(6);
}
