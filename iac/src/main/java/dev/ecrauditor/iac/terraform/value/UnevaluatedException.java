package dev.ecrauditor.iac.terraform.value;

/** A limit of this evaluator. No function of the configuration catches it: the value in question stays unknown. */
public final class UnevaluatedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnevaluatedException(String message) {
        super(message, null, false, false);
    }

    /** The message of an exception of this type, which is never absent. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
