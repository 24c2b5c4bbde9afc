package dev.ecrauditor.cli.terminal;

import java.io.PrintWriter;

/** A progress bar on standard error if that is a terminal; otherwise no output. */
public final class Progress implements AutoCloseable {

    private static final int WIDTH = 30;

    private final PrintWriter err;
    private final boolean shown;
    private String bar = "";
    private String detail = "";
    private int longest;

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
        int filled = (int) ((long) WIDTH * done / all);
        bar = "[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done + "/" + all + " " + what;
        print();
    }

    /** Shows more behind the bar; several threads may call it. */
    public synchronized void detail(String text) {
        if (shown) {
            detail = ", " + text;
            print();
        }
    }

    private void print() {
        String line = bar + (bar.isEmpty() ? "" : detail);
        longest = Math.max(longest, line.length());
        err.print("\r" + line);
        err.flush();
    }

    /** Removes the bar until the next progress, so that something else can be printed. */
    public synchronized void clear() {
        if (shown) {
            err.print("\r" + " ".repeat(longest) + "\r");
            err.flush();
        }
    }

    @Override
    public void close() {
        clear();
    }
}
