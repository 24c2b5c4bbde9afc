package dev.ecrauditor.cli.terminal;

/** Standard output does not take what a command prints: the disk is full, or whoever read it has gone. */
public final class OutputClosed extends RuntimeException {

    OutputClosed(Throwable cause) {
        super(
                "standard output cannot be written (" + cause.getMessage() + "); what was printed is not complete",
                cause);
    }
}
