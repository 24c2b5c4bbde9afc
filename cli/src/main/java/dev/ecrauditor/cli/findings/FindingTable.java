package dev.ecrauditor.cli.findings;

import dev.ecrauditor.cli.settings.StackName;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.cli.terminal.UsageException;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;

/** The options that name the table: itself, or the stack that has it. */
final class FindingTable {

    private static final String OUTPUT = "FindingTableName";

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description = "the table of the deployed auditor; default: the output " + OUTPUT + " of the stack")
    private Optional<String> table = Optional.empty();

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "the CloudFormation stack of the auditor (default: " + StackName.DEFAULT + ")")
    private Optional<String> stack = Optional.empty();

    @Option(
            names = "--suffix",
            paramLabel = "SUFFIX",
            description = "the suffix of the deployment; default: deployment.suffix of --settings")
    private Optional<String> suffix = Optional.empty();

    void check() {
        if (Stream.of(table, stack, suffix).filter(Optional::isPresent).count() > 1) {
            throw new UsageException("--table, --stack and --suffix exclude each other: give one of them");
        }
    }

    /**
     * The name of the table.
     *
     * @param settingsSuffix the suffix where none is given
     */
    String name(String settingsSuffix, String region, Optional<URI> endpoint) {
        return table.orElseGet(
                () -> ofStack(stack.orElse(StackName.of(suffix.orElse(settingsSuffix))), region, endpoint));
    }

    private static String ofStack(String name, String region, Optional<URI> endpoint) {
        try (CloudFormationClient client = TerminalClients.of(CloudFormationClient.builder(), region, endpoint)) {
            return client.describeStacks(request -> request.stackName(name)).stacks().stream()
                    .flatMap(described -> described.outputs().stream())
                    .filter(output -> OUTPUT.equals(output.outputKey()))
                    .map(Output::outputValue)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the stack " + Printable.of(name) + " in " + region
                            + " has no output " + OUTPUT + "; name the table with --table"));
        } catch (CloudFormationException refused) {
            if (refused.statusCode() == 400
                    && String.valueOf(refused.getMessage()).contains("does not exist")) {
                throw new IllegalStateException(
                        "there is no stack " + Printable.of(name) + " in " + region + " of this account;"
                                + " use the hub account and its Region (--region), or name the stack (--stack, --suffix) or the table (--table)"); // the cause would replace this text
            }
            throw refused;
        }
    }
}
