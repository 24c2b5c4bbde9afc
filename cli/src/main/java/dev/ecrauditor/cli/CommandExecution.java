package dev.ecrauditor.cli;

import dev.ecrauditor.cli.terminal.FaultLine;
import dev.ecrauditor.cli.terminal.OutputClosedException;
import java.io.PrintWriter;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Runs the command. picocli prints a stack trace for help that cannot be printed, and does not catch errors. */
final class CommandExecution implements IExecutionStrategy {

    private final PrintWriter err;

    CommandExecution(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int execute(ParseResult parsed) {
        try {
            int status = new RunLast().execute(parsed);
            parsed.commandSpec().commandLine().getOut().flush();
            return status;
        } catch (OutputClosedException | OutOfMemoryError | StackOverflowError fault) {
            err.println("ecr-auditor: " + FaultLine.of(fault));
            return EcrAuditor.COULD_NOT_READ;
        }
    }
}
