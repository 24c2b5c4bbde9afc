package dev.ecrauditor.cli.settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Settings of a deployed auditor. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        description = "Shows and changes the trust and the waivers of a deployed auditor without a deployment.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SettingsPublishCommand.class, SettingsShowCommand.class})
public final class SettingsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given; try: ecr-auditor settings show");
    }
}
