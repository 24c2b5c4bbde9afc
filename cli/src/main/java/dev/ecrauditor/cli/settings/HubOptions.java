package dev.ecrauditor.cli.settings;

import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.settings.file.SettingsFile;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name the deployed auditor. */
public final class HubOptions {

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "the CloudFormation stack of the auditor; default: " + StackName.DEFAULT
                    + ", with deployment.suffix of the settings file")
    private Optional<String> stack = Optional.empty();

    @Option(
            names = "--hub-region",
            paramLabel = "REGION",
            description =
                    "the Region of that stack; default: the first --region of a command that has this option, else AWS_REGION or AWS_DEFAULT_REGION")
    private Optional<String> region = Optional.empty();

    /**
     * The stack of a settings file.
     *
     * @throws UsageException if the option names another stack than the suffix of the file
     */
    String stack(Optional<SettingsFile> settings) {
        if (settings.isEmpty()) {
            return stack();
        }
        String ofFile = StackName.of(settings.get().settings().deployment().suffix());
        if (stack.isPresent() && !stack().equals(ofFile)) {
            throw new UsageException("--stack " + stack() + ": the settings file belongs to the stack " + ofFile
                    + ", by its deployment.suffix; give the file of that stack, or leave --stack out");
        }
        return ofFile;
    }

    private String stack() {
        return stack.filter(name -> {
                    if (!name.matches("[A-Za-z][A-Za-z0-9-]{0,127}")) {
                        throw new UsageException(
                                "--stack " + name + ": not the name of a stack; write it like " + StackName.DEFAULT);
                    }
                    return true;
                })
                .orElse(StackName.DEFAULT);
    }

    Optional<String> region() {
        return region;
    }
}
