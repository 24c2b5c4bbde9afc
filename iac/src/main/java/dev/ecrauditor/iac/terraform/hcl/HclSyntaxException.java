package dev.ecrauditor.iac.terraform.hcl;

/** A file that is not in the configuration language. */
public final class HclSyntaxException extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;

    HclSyntaxException(String message, int line) {
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
