package dev.ecrauditor.cli.packaging;

import dev.ecrauditor.cli.remediation.SettingsArgument;
import dev.ecrauditor.cli.terminal.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a folder that the AWS CLI alone can deploy. */
@Command(
        name = "package",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a folder with templates, the jar of the functions, the settings, checksums and the commands that deploy it.",
            "The machine that deploys needs the AWS CLI only. This one needs Node 18 or later, and Maven for the first build."
        })
public final class PackageCommand implements Callable<Integer> {

    @Option(
            names = "--settings",
            required = true,
            paramLabel = "FILE",
            description = "the settings file, like infra-cdk/examples/single-account.yaml")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path settings;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "the folder to make; must not exist")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path output;

    @Option(
            names = "--checkout",
            paramLabel = "DIR",
            description = "the checkout with the built deployment (default: that of ./ecr-auditor)",
            defaultValue = "${sys:ecrauditor.home:-}")
    private String checkout = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        DeploymentFolder.requireNew(output);
        SettingsArgument.read(settings);
        CdkApp app = CdkApp.of(checkout, String.valueOf(System.getenv("PATH")));
        Path work = workDirectory();
        try {
            spec.commandLine().getErr().println("package: making the templates ...");
            CloudAssembly assembly = app.synthesize(settings, work.resolve("assembly"));
            new DeploymentFolder(assembly, spec.root().version()[0]).write(output, work);
            print(spec.commandLine().getOut(), assembly);
        } finally {
            delete(work);
        }
        return ExitCode.OK;
    }

    private void print(PrintWriter out, CloudAssembly assembly) {
        out.println("Made " + output + ". In this folder, with the AWS CLI and an S3 bucket in the Region:");
        DeploymentReadme.deployCommands(assembly).forEach(command -> out.println("  " + command));
        out.println("Its README.md says more.");
    }

    /** Beside the output, so that the finished folder can be moved to its name. */
    private Path workDirectory() {
        Path parent = output.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new UsageException("--output " + output + ": its parent is not a directory; create it first");
        }
        try {
            return Files.createTempDirectory(parent, ".ecr-auditor-");
        } catch (IOException e) {
            throw new UsageException("--output " + output + ": cannot write into " + parent
                    + "; give yourself write permission, or name another folder");
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
