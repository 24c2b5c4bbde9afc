package dev.ecrauditor.cli.migration;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.migration.aws.MigrationReader;
import dev.ecrauditor.cli.migration.plan.CreatedBy;
import dev.ecrauditor.cli.migration.plan.PlanJson;
import dev.ecrauditor.cli.migration.plan.ScriptText;
import dev.ecrauditor.cli.remediation.SettingsArgument;
import dev.ecrauditor.cli.terminal.Output;
import dev.ecrauditor.cli.terminal.Regions;
import dev.ecrauditor.cli.terminal.RepositoryNames;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.Settings;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints how one repository gets a customer managed key. Read-only. */
@Command(
        name = "plan-migration",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a shell script that moves a repository to a customer managed key: a new repository with the same settings, tags and policies, a copy of every image, its verification, and the deletion of the old one in a later run of its own. The command itself changes nothing: read the script, then run it with sh.",
            "Exit status: 0 done, or nothing to do; 2 wrong use; 3 something could not be read."
        })
public final class PlanMigrationCommand implements Callable<Integer> {

    @Parameters(paramLabel = "REPOSITORY", description = "the name of the repository")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String repository;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "the Region of the repository; default: AWS_REGION or AWS_DEFAULT_REGION")
    private Optional<String> region = Optional.empty();

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "call this endpoint instead of AWS")
    private Optional<URI> endpoint = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "KEY_ARN",
            description = "an existing customer managed key; default: the script creates one")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--new-name",
            paramLabel = "NAME",
            description = "the name of the new repository; default: the old one with -cmk behind it")
    private Optional<String> newName = Optional.empty();

    @Option(
            names = "--created-by",
            paramLabel = "WHO",
            description =
                    "who created the repository: caller, pull_through_cache, replication or create_on_push; default: pull_through_cache below the prefix of a cache rule, else caller")
    private Optional<CreatedBy> createdBy = Optional.empty();

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "the settings file, to find waivers and exclusions that do not apply to the new name")
    private Optional<Path> settings = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text (the script) or json (its steps with reasons; default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private Output output = Output.TEXT;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        String place = Regions.given(region.stream().toList()).get(0);
        RepositoryNames.require("REPOSITORY", repository);
        String target = newName.orElse(repository + "-cmk");
        RepositoryNames.require("--new-name", target);
        if (target.equals(repository)) {
            throw new UsageException("--new-name " + target
                    + ": is the name of the repository itself; its encryption cannot be changed, choose another name");
        }
        Optional<Settings> given = settings.map(SettingsArgument::read);
        MigrationReader reader = new MigrationReader(place, endpoint, Clock.systemUTC());
        String account = reader.ownAccount();
        Planning.Choices choices = new Planning.Choices(key, createdBy, given, endpoint);
        Planning planning = new Planning(reader, choices, spec.commandLine().getErr());
        return print(planning.plan(arn(place, account, repository), arn(place, account, target)));
    }

    private int print(Planning.Outcome outcome) {
        PrintWriter out = spec.commandLine().getOut();
        if (outcome instanceof Planning.Planned planned) {
            if (output == Output.JSON) {
                out.println(JsonWriter.write(PlanJson.of(planned.plan())));
            } else {
                ScriptText.of(planned.plan()).forEach(out::println);
            }
            return planned.isComplete() ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
        }
        if (outcome instanceof Planning.NothingToDo nothing) {
            out.println(
                    output == Output.JSON
                            ? JsonWriter.write(PlanJson.of(nothing.plan()))
                            : "# " + nothing.plan().notes().get(0));
            return ExitCode.OK;
        }
        return EcrAuditor.COULD_NOT_READ;
    }

    private static RepositoryArn arn(String region, String account, String name) {
        return new RepositoryArn(RepositoryArn.partitionOf(region), region, account, name);
    }
}
