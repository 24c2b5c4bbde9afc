package dev.ecrauditor.cli.remediation;

import dev.ecrauditor.cli.terminal.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Asks for confirmation at the terminal; without a terminal, {@code --yes} is required. */
final class Confirmation {

    private static final Set<String> YES = Set.of("y", "yes");

    private final PrintWriter err;
    private final boolean terminal = Boolean.getBoolean("ecrauditor.stdinIsTerminal");

    Confirmation(PrintWriter err) {
        this.err = err;
    }

    /** Confirmation without a terminal. */
    void requireSomebody() {
        if (!terminal) {
            throw new UsageException("cannot ask for confirmation without a terminal: give --yes");
        }
    }

    /** True for a yes; anything else, including the end of the input, is a no. */
    boolean isGiven(String question) {
        err.print(question + " [y/N] ");
        err.flush();
        try {
            // Not closed: standard input belongs to the caller.
            String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException fault) {
            throw new UncheckedIOException("the answer cannot be read", fault);
        }
    }
}
