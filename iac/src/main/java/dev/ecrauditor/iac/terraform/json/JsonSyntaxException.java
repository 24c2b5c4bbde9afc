package dev.ecrauditor.iac.terraform.json;

/** A text that is not JSON. */
public final class JsonSyntaxException extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;

    JsonSyntaxException(String message, int line) {
        super(message, null, false, false);
        this.line = line;
    }

    /** Where reading ended, from 1. */
    public int line() {
        return line;
    }

    /** What is wrong, as a phrase. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
