package dev.ecrauditor.localaws.call;

import java.util.Map;

/** An error of AWS: the HTTP status, the error's code, its message, and the other members of its shape. */
public final class AwsError extends RuntimeException {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_IMPLEMENTED = 501;

    private final int status;
    private final String code;
    private final transient Map<String, String> details;

    public AwsError(int status, String code, String message, Map<String, String> details) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = Map.copyOf(details);
    }

    public AwsError(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    public static AwsError badRequest(String code, String message) {
        return new AwsError(BAD_REQUEST, code, message);
    }

    /** A feature that the simulation does not have, by name. */
    public static AwsError notImplemented(String what) {
        return new AwsError(NOT_IMPLEMENTED, "NotImplemented", "local-aws does not have " + what);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public Map<String, String> details() {
        return details;
    }
}
