package dev.ecrauditor.iac.cloudformation.tree;

/** A template cannot be read; the message is a clause about the file. */
public final class TemplateException extends RuntimeException {

    private final int line;

    public TemplateException(int line, String clause) {
        super(clause);
        this.line = Math.max(1, line);
    }

    public int line() {
        return line;
    }

    public String clause() {
        return String.valueOf(getMessage());
    }
}
