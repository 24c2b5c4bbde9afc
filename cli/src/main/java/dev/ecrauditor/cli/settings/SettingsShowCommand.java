package dev.ecrauditor.cli.settings;

import dev.ecrauditor.aws.s3.S3Object;
import dev.ecrauditor.cli.terminal.Printable;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what is published beside the deployed settings. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows whether trust and waivers of the deployed auditor were changed without a deployment, and how. Read-only.",
            "Needs cloudformation:DescribeStacks, s3:GetObject, s3:ListBucket, and kms:Decrypt on the key of the stack.",
            "Exit status: 0 done, 2 wrong use, 3 AWS could not be read."
        })
final class SettingsShowCommand implements Callable<Integer> {

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "call this endpoint instead of AWS")
    private Optional<URI> endpoint = Optional.empty();

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        HubStore store = HubStore.of(hub, List.of(), Optional.empty(), endpoint);
        PrintWriter out = spec.commandLine().getOut();
        Optional<S3Object> object = store.published();
        if (object.isEmpty()) {
            out.println("Trust and waivers are as deployed: there is no object " + store.url(store.key()));
            return ExitCode.OK;
        }
        Instant written =
                DateTimeFormatter.RFC_1123_DATE_TIME.parse(object.get().written(), Instant::from);
        out.println("Version " + object.get().version() + " of " + store.url(store.key()) + ", written at " + written);
        if (written.isBefore(store.updated())) {
            out.println("It is in force and OLDER than the last update of the stack (" + store.updated()
                    + "): a deployment of earlier settings brings back what was published for them. Publish the file again, or: aws s3 rm "
                    + store.url(store.key()));
        }
        out.println(Printable.of(object.get().text()));
        return ExitCode.OK;
    }
}
