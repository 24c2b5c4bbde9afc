package dev.ecrauditor.bench.lambda;

import dev.ecrauditor.bench.stub.AwsRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts functions: the class path holds the runtime client alone, the environment what Lambda and the stack set. */
public final class Launcher {

    private static final int MEMORY = 1024;

    private final JavaHome java;
    private final Path directory;
    private final ContainerCredentials credentials;

    public Launcher(JavaHome java, Path directory, ContainerCredentials credentials) throws IOException {
        this.java = java;
        this.directory = Files.createDirectories(directory);
        this.credentials = credentials;
    }

    /** Starts a function without SnapStart. */
    public FunctionProcess start(FunctionSetup function, CompilerTier tier) throws IOException {
        return start(
                function,
                tier,
                Map.of(
                        "AWS_ACCESS_KEY_ID",
                        "ASIAIOSFODNN7EXAMPLE",
                        "AWS_SECRET_ACCESS_KEY",
                        "not-a-secret",
                        "AWS_SESSION_TOKEN",
                        "not-a-token"));
    }

    /** Starts a function with SnapStart. */
    public FunctionProcess startWithSnapStart(FunctionSetup function, CompilerTier tier) throws IOException {
        return start(function, tier, credentials.environment());
    }

    private FunctionProcess start(FunctionSetup function, CompilerTier tier, Map<String, String> identity)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(java.command()));
        command.addAll(java.flags(MEMORY));
        command.addAll(function.javaFlags());
        command.addAll(List.of(
                RuntimeClient.nativeLibraryFlag(directory),
                "-cp",
                RuntimeClient.classPath(),
                RuntimeClient.MAIN_CLASS,
                function.handlerClass() + "::handleRequest"));
        Path output = Files.createTempFile(directory, function.name() + "-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(function.task().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(function.environment());
        builder.environment().putAll(identity);
        builder.environment().putAll(lambdaVariables(function));
        if (tier == CompilerTier.ONE) {
            builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        }
        return FunctionProcess.start(function, builder, output);
    }

    /**
     * Source: "Using Lambda environment variables", AWS Lambda Developer Guide (defined runtime environment variables).
     */
    private static Map<String, String> lambdaVariables(FunctionSetup function) {
        return Map.ofEntries(
                Map.entry("_HANDLER", function.handlerClass() + "::handleRequest"),
                Map.entry("LAMBDA_TASK_ROOT", function.task().toString()),
                Map.entry("AWS_REGION", AwsRegion.REGION),
                Map.entry("AWS_DEFAULT_REGION", AwsRegion.REGION),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", function.name()),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "1"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(MEMORY)),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name()),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/20/[1]0123456789abcdef"),
                Map.entry("LANG", "en_US.UTF-8"),
                Map.entry("TZ", ":UTC"),
                Map.entry("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin")));
    }
}
