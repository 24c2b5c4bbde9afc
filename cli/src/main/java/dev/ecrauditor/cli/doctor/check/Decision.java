package dev.ecrauditor.cli.doctor.check;

/**
 * What a policy decides about a request.
 *
 * @param reason why, as the end of a sentence
 * @param sid of the statement that denies; empty for none
 */
public record Decision(Kind kind, String reason, String sid) {

    /** A decision that names no statement. */
    public Decision(Kind kind, String reason) {
        this(kind, reason, "");
    }

    /** The four outcomes. */
    public enum Kind {
        ALLOWED,
        DENIED,
        NOT_ALLOWED,
        /** The policy has a condition that is not evaluated here. */
        UNDECIDED
    }

    public boolean isAllowed() {
        return kind == Kind.ALLOWED;
    }

    public boolean isDenied() {
        return kind == Kind.DENIED;
    }

    public boolean isUndecided() {
        return kind == Kind.UNDECIDED;
    }
}
