package dev.ecrauditor.cli.terminal;

/** Standard output cannot be written: the disk is full, or the reader of the pipe has ended. */
public final class OutputClosedException extends RuntimeException {

    OutputClosedException(Throwable cause) {
        super("standard output cannot be written (" + cause.getMessage() + "); the output is not complete", cause);
    }
}
