package dev.ecrauditor.cli.terminal;

/** A given file or value cannot be used; the message says what, where and how to fix it, in one line. */
public final class UsageException extends RuntimeException {

    public UsageException(String message) {
        super(message);
    }
}
