package dev.ecrauditor.cli.terminal;

import java.io.PrintWriter;

/** A progress bar on standard error if that is a terminal; otherwise no output. */
public final class Progress implements AutoCloseable {

    private static final int WIDTH = 30;

    private final PrintWriter err;
    private final boolean shown;

    public Progress(PrintWriter err) {
        this(err, Boolean.getBoolean("ecrauditor.stderrIsTerminal"));
    }

    public Progress(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
    }

    /** Shows the progress; several threads may call it. */
    public synchronized void at(int done, int all, String what) {
        if (!shown || all == 0) {
            return;
        }
        int filled = WIDTH * done / all;
        err.print("\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done + "/" + all + " " + what);
        err.flush();
    }

    /** Removes the bar. */
    @Override
    public void close() {
        if (shown) {
            err.print("\r" + " ".repeat(WIDTH + 40) + "\r");
            err.flush();
        }
    }
}
