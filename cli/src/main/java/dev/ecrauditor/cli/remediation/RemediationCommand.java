package dev.ecrauditor.cli.remediation;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what remediation would do and has done, and undoes it. */
@Command(
        name = "remediation",
        mixinStandardHelpOptions = true,
        description = "Shows what remediation would do and what it has done, and undoes it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RemediationPlanCommand.class, RemediationHistoryCommand.class, RemediationUndoCommand.class})
public final class RemediationCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "no command given; try: ecr-auditor remediation plan --settings auditor.yaml --region us-east-1");
    }
}
