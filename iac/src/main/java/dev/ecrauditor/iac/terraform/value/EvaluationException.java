package dev.ecrauditor.iac.terraform.value;

/** What Terraform would refuse to evaluate; {@code try} and {@code can} catch it, elsewhere the value is unknown. */
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public EvaluationException(String message) {
        super(message, null, false, false);
    }

    /** The message of an exception of this type, which is never absent. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
