package dev.ecrauditor.cli.settings;

import dev.ecrauditor.aws.s3.S3Object;
import dev.ecrauditor.cli.remediation.SettingsArgument;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.SettingsJson;
import dev.ecrauditor.settings.file.PublishedSettings;
import dev.ecrauditor.settings.file.SettingsFile;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes trust and waivers of a settings file beside the deployed settings. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the trust and the waivers of a settings file, which the deployed functions read within five minutes. A file that differs from the deployed settings in anything else is refused.",
            "Needs cloudformation:DescribeStacks, s3:PutObject, and kms:GenerateDataKey on the key of the stack.",
            "Exit status: 0 written, 2 wrong use, 3 AWS could not be read or written."
        })
final class SettingsPublishCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "the settings file, such as auditor.yaml")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "call this endpoint instead of AWS")
    private Optional<URI> endpoint = Optional.empty();

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        SettingsFile settings = SettingsArgument.file(file);
        HubStore store = HubStore.of(hub, List.of(), Optional.of(settings), endpoint);
        refuseOtherChanges(settings, store);
        S3Object written = store.write(store.key(), PublishedSettings.object(settings));
        Settings read = SettingsJson.read(settings.json());
        PrintWriter out = spec.commandLine().getOut();
        out.println("Published as version " + written.version() + " of " + store.url(store.key()));
        out.println(count(read.trust().accounts().size(), "trusted account") + ", "
                + count(read.trust().organizations().size(), "trusted organization") + ", "
                + count(read.waivers().size(), "waiver")
                + "; in force within 5 minutes, and until the next deployment of other settings");
        return ExitCode.OK;
    }

    private void refuseOtherChanges(SettingsFile settings, HubStore store) {
        List<String> different = PublishedSettings.marks(settings).entrySet().stream()
                .filter(part -> !PublishedSettings.CHANGEABLE.contains(part.getKey()))
                .filter(part -> !part.getValue().equals(store.marks().get(part.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        if (!different.isEmpty()) {
            throw new UsageException(
                    file + ": " + String.join(", ", different)
                            + ": not as deployed; only trust and waivers change without a deployment, so deploy this file or undo the change");
        }
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
