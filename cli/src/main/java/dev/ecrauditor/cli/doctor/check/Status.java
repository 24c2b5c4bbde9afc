package dev.ecrauditor.cli.doctor.check;

/** What came of a check. */
public enum Status {
    /** Something is wrong, and the fix is known. */
    FAIL,
    /** It could not be read. */
    UNKNOWN,
    /** It does not apply, or something that it needs is missing and has a result of its own. */
    SKIPPED,
    /** It is as it must be. */
    PASS
}
