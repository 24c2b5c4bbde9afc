package dev.ecrauditor.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of a command line, with its output. */
public record CommandRun(int status, String out, String err) {

    public static CommandRun of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = EcrAuditor.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new CommandRun(status, out.toString(), err.toString());
    }
}
