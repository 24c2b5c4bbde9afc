package dev.ecrauditor.cli;

import dev.ecrauditor.cli.terminal.FaultLine;
import dev.ecrauditor.cli.terminal.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says in one line what is wrong with a command line, or why a command failed. A class, as Java keeps it for later starts. */
final class CommandFaults implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException fault, String[] arguments) {
        CommandLine command = fault.getCommandLine();
        command.getErr()
                .println(name(command) + ": " + FaultLine.of(fault) + " (see: "
                        + command.getCommandSpec().qualifiedName() + " --help)");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
        command.getErr().println(name(command) + ": " + FaultLine.of(fault));
        return fault instanceof UsageException ? ExitCode.USAGE : EcrAuditor.COULD_NOT_READ;
    }

    /** The command as typed after {@code ecr-auditor}, or {@code ecr-auditor} itself where no command is given. */
    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName().replaceFirst("^ecr-auditor ", "");
    }
}
