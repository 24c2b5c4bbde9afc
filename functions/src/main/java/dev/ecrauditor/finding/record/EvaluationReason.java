package dev.ecrauditor.finding.record;

import java.time.Duration;

/** Why something came to light that nobody has done just now; it is told in a digest, never by itself. */
public enum EvaluationReason {
    /** The account is swept for the first time. */
    FIRST_SWEEP,
    /** The rules are others than at the last look. */
    NEW_RULES,
    /** The settings of the auditor are others than at the last look. */
    CHANGED_SETTINGS;

    /** A digest waits no longer than this for more of it to be found. */
    public static final Duration LONGEST_WAIT = Duration.ofHours(6);
}
