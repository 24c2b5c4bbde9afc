package dev.ecrauditor.cli.settings;

import dev.ecrauditor.cli.terminal.UsageException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name the deployed auditor. */
public final class HubOptions {

    private static final String STACK = "EcrAuditor";

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "the CloudFormation stack of the auditor (default: " + STACK + ")")
    private Optional<String> stack = Optional.empty();

    @Option(
            names = "--hub-region",
            paramLabel = "REGION",
            description = "the Region of that stack; default: the first --region, AWS_REGION or AWS_DEFAULT_REGION")
    private Optional<String> region = Optional.empty();

    String stack() {
        return stack.filter(name -> {
                    if (!name.matches("[A-Za-z][A-Za-z0-9-]{0,127}")) {
                        throw new UsageException(
                                "--stack " + name + ": not the name of a stack; write it like " + STACK);
                    }
                    return true;
                })
                .orElse(STACK);
    }

    Optional<String> region() {
        return region;
    }
}
