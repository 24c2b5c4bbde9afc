package dev.ecrauditor.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * A print writer that throws if it cannot write. {@link PrintWriter} swallows the error, so a command whose output is
 * lost would end with status 0.
 */
public final class StandardOutput extends Writer {

    private final Writer out;

    private StandardOutput(OutputStream out) {
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    }

    /** The process's standard output, in UTF-8, flushed after each line. */
    public static PrintWriter open() {
        return to(new FileOutputStream(FileDescriptor.out));
    }

    /** A writer for any stream. */
    static PrintWriter to(OutputStream out) {
        return new PrintWriter(new StandardOutput(out), true);
    }

    /**
     * Writes characters.
     *
     * @throws OutputClosedException if they cannot be written, which a {@link PrintWriter} does not swallow
     */
    @Override
    public void write(char[] characters, int offset, int length) {
        try {
            out.write(characters, offset, length);
        } catch (IOException fault) {
            throw new OutputClosedException(fault);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException fault) {
            throw new OutputClosedException(fault);
        }
    }

    @Override
    public void close() {
        flush();
    }
}
