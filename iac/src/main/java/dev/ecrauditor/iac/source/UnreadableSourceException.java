package dev.ecrauditor.iac.source;

/** A file cannot be read; the message is a clause about it. */
public final class UnreadableSourceException extends RuntimeException {

    public UnreadableSourceException(String clause) {
        super(clause);
    }
}
