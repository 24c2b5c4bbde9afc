package dev.ecrauditor.cli;

import dev.ecrauditor.cli.demo.InspectionHint;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs only the simulated AWS endpoint, until it is stopped. */
@Command(
        name = "local-aws",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a simulated AWS endpoint (ECR, KMS, Organizations, SNS, SQS, STS) on this machine until Ctrl-C.",
            "A 12-digit access key chooses the account. Signatures and policies are not checked."
        })
final class LocalAwsCommand implements Callable<Integer> {

    @Option(names = "--port", description = "port on 127.0.0.1; default: any free port", defaultValue = "0")
    private int port;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "initial state of the accounts, in the format of events/*/*/account.json")
    private Optional<Path> state = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port " + port + " is not a port: choose 0 (any free port) to 65535");
        }
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withPort(port))) {
            state.ifPresent(file -> load(aws, file));
            PrintWriter out = spec.commandLine().getOut();
            out.println(aws.endpoint());
            spec.commandLine().getErr().println(InspectionHint.lines(aws.endpoint(), "111122223333", "us-east-1"));
            new CountDownLatch(1).await();
        }
        return ExitCode.OK;
    }

    private static void load(LocalAws aws, Path file) {
        if (!Files.isReadable(file)) {
            throw new UsageException("--state " + file + ": no such file, or not readable");
        }
        try {
            aws.load(file);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("--state " + file + ": " + wrong.getMessage());
        }
    }
}
