package dev.ecrauditor.cli.terminal;

/** A file or value the person gave cannot be used; the message says what, where and how to mend it, in one line. */
public final class UsageFault extends RuntimeException {

    public UsageFault(String message) {
        super(message);
    }
}
