package dev.ecrauditor.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One function as it is deployed, in a process of its own: the class path holds the real runtime client and nothing
 * else, the working directory is the unpacked jar, and the environment is empty but for what Lambda and the stack put
 * there.
 */
final class DeployedFunction implements AutoCloseable {

    /** A loaded machine may be slow; a function that says nothing for so long hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FunctionConfiguration configuration;
    private final RuntimeApi api;
    private final Process process;
    private final Path output;
    private final CompletableFuture<Void> end;

    private DeployedFunction(FunctionConfiguration metadata, RuntimeApi api, Process process, Path output) {
        this.configuration = metadata;
        this.api = api;
        this.process = process;
        this.output = output;
        this.end = process.onExit().thenAccept(ended -> api.exited(ended.exitValue()));
    }

    static DeployedFunction start(JavaRuntime java, FunctionConfiguration metadata, FunctionCredentials identity)
            throws IOException {
        RuntimeApi api = new RuntimeApi(metadata.arn(), identity::restored);
        List<String> command = new ArrayList<>(List.of(java.command(), "-XX:+UseSerialGC"));
        command.addAll(java.flags());
        command.addAll(metadata.javaFlags());
        command.addAll(List.of(
                RuntimeClient.nativeLibraryFlag(),
                "-cp",
                RuntimeClient.classPath(),
                RuntimeClient.MAIN_CLASS,
                metadata.handler()));
        Path task = DeployedJar.unpacked();
        Path output = Files.createTempFile(
                Files.createDirectories(DeployedJar.WORKPLACE.resolve("output")), metadata.name() + "-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(task.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(metadata.environment());
        builder.environment().putAll(identity.environment());
        builder.environment()
                .putAll(Map.of("AWS_LAMBDA_RUNTIME_API", api.address(), "LAMBDA_TASK_ROOT", task.toString()));
        return new DeployedFunction(metadata, api, builder.start(), output);
    }

    /** Invokes with all the time the function has. */
    FunctionResponse invoke(String event) throws InterruptedException, IOException {
        return invoke(event, configuration.timeout());
    }

    FunctionResponse invoke(String event, Duration timeout) throws InterruptedException, IOException {
        if (!process.isAlive()) {
            throw failure("it has ended with status " + process.exitValue());
        }
        String requestId = api.invoke(event, timeout);
        FunctionResponse answer = await();
        if (!answer.requestId().equals(requestId)) {
            throw failure("it did not answer the invocation but: " + answer);
        }
        return answer;
    }

    /**
     * Invokes a function that is killed, now or a while after it has answered; empty when it did not come to answer.
     */
    Optional<FunctionResponse> invokeAndKillAfter(Duration delay, String event) throws InterruptedException {
        String requestId = api.invoke(event, configuration.timeout());
        CompletableFuture<Void> killed = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS));
        Optional<FunctionResponse> answer =
                api.await(PATIENCE).filter(published -> published.requestId().equals(requestId));
        killed.join();
        end.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return answer;
    }

    /** The function's next message, requested or not. */
    FunctionResponse await() throws InterruptedException, IOException {
        FunctionResponse answer = api.await(PATIENCE).orElse(null);
        if (answer == null) {
            process.destroyForcibly();
            throw failure("it said nothing for " + PATIENCE + " and was killed");
        }
        return answer;
    }

    /** Everything it wrote so far, without what the JVM says of its own options. */
    List<String> lines() throws IOException {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                    .toList();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        end.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        api.close();
    }

    private AssertionError failure(String what) throws IOException {
        return new AssertionError(configuration.name() + ": " + what + "\nIts output:\n" + Files.readString(output));
    }
}
