package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.JavaHome;
import dev.ecrauditor.bench.lambda.MeasuredCommand;
import dev.ecrauditor.bench.stub.AwsRegion;
import dev.ecrauditor.bench.stub.AwsStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line as it is distributed.
 *
 * @param launcher of the unpacked distribution
 * @param java that runs it
 * @param directory for what it writes
 */
public record CommandLine(Path launcher, JavaHome java, Path directory) {

    MeasuredCommand run(String... arguments) throws BenchException, IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    /** Runs a command that calls the stub instead of AWS. */
    MeasuredCommand runWith(AwsStub stub, String... arguments)
            throws BenchException, IOException, InterruptedException {
        try {
            return run(
                    Map.of(
                            "JAVA_TOOL_OPTIONS",
                            String.join(" ", stub.javaFlags(java.directory())),
                            "AWS_ACCESS_KEY_ID",
                            "AKIAIOSFODNN7EXAMPLE",
                            "AWS_SECRET_ACCESS_KEY",
                            "not-a-secret",
                            "AWS_REGION",
                            AwsRegion.REGION),
                    arguments);
        } catch (GeneralSecurityException fault) {
            throw new BenchException("the trust store of " + java.directory() + " cannot be read", fault);
        }
    }

    private MeasuredCommand run(Map<String, String> environment, String... arguments)
            throws BenchException, IOException, InterruptedException {
        if (!Files.isExecutable(launcher)) {
            throw new BenchException(launcher + " does not exist: run bench/run without --no-build");
        }
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_HOME", java.directory().toString());
        return MeasuredCommand.run(command, all, directory);
    }
}
