package dev.ecrauditor.cli;

/** A file or value the person gave cannot be used; the message says what, where and how to mend it, in one line. */
final class UsageFault extends RuntimeException {

    UsageFault(String message) {
        super(message);
    }
}
