package dev.ecrauditor.cli.audit;

/** What the whole command depends on could not be read; the message says what and how to fix it, in one line. */
final class CouldNotRead extends RuntimeException {

    CouldNotRead(String message) {
        super(message);
    }
}
