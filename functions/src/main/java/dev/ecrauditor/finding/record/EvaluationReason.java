package dev.ecrauditor.finding.record;

import java.time.Duration;

/**
 * Why an alert was caused without a recent change, or may wait because the settings say so. Such an alert waits for
 * the end of the sweep and is published in a digest, never alone; only reminders of open findings are published alone
 * where they are few.
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
    QUIET_ACTOR,
    /** Nothing has changed: the finding is still open, and a reminder is due. */
    STILL_OPEN;

    /** Whether a verdict may differ from the last one although nothing was changed in the account. */
    public boolean mayChangeVerdicts() {
        return this == NEW_RULES || this == CHANGED_SETTINGS || this == ACCOUNT_LEFT;
    }

    /** Whether such an alert is published in a digest, however few there are. */
    public boolean isForDigestOnly() {
        return this != STILL_OPEN;
    }

    /** A digest waits no longer than this for more of it to be found. */
    public static final Duration LONGEST_WAIT = Duration.ofHours(6);
}
