package dev.ecrauditor.cli.doctor.check;

/** AWS denies a call. */
public final class UnreadableException extends RuntimeException {

    /**
     * @param permission the IAM action that is missing
     */
    public UnreadableException(String permission, Throwable cause) {
        this(permission, "", cause);
    }

    /**
     * @param permission the IAM action that is missing
     * @param where more about the call, in brackets; empty for nothing
     */
    public UnreadableException(String permission, String where, Throwable cause) {
        super("AWS denies " + permission + (where.isEmpty() ? "" : " (" + where + ")"), cause);
    }
}
