package dev.ecrauditor.bench.lambda;

import dev.ecrauditor.bench.stub.AwsRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** One function that runs. Every call that it does not answer as it should is a {@link BenchException}. */
public final class FunctionProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration TIMEOUT = Duration.ofMinutes(15);
    private static final int LAST_LINES = 8;

    private final FunctionSetup setup;
    private final RuntimeApi api;
    private final Process process;
    private final Path output;
    private final CompletableFuture<Void> end;

    private FunctionProcess(FunctionSetup setup, RuntimeApi api, Process process, Path output) {
        this.setup = setup;
        this.api = api;
        this.process = process;
        this.output = output;
        this.end = process.onExit().thenAccept(ended -> api.exited(ended.exitValue()));
    }

    /**
     * An answer.
     *
     * @param body of the response
     * @param processorTime that the function had used when it arrived
     * @param elapsedNanos since the event was handed out
     */
    public record Answered(String body, ProcessorTime processorTime, long elapsedNanos) {}

    static FunctionProcess start(FunctionSetup setup, ProcessBuilder builder, Path output) throws IOException {
        CompletableFuture<Process> started = new CompletableFuture<>();
        RuntimeApi api = new RuntimeApi(
                AwsRegion.arn("lambda", "function:" + setup.name() + ":live"),
                () -> ProcessorTime.of(started.join().pid()));
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
        Process process = builder.start();
        started.complete(process);
        return new FunctionProcess(setup, api, process, output);
    }

    /** Waits for the end of the initialization; returns the processor time until then. */
    public ProcessorTime awaitInitialized() throws BenchException, IOException, InterruptedException {
        FunctionMessage message = next();
        if (message.kind() != FunctionMessage.Kind.INITIALIZED) {
            throw failure("it did not initialize: " + message.kind() + " " + message.body());
        }
        return message.moment().processorTime();
    }

    /** Goes on after the snapshot. */
    public void restore() {
        api.restore();
    }

    public Answered invoke(String event) throws BenchException, IOException, InterruptedException {
        String requestId = api.invoke(event, TIMEOUT);
        FunctionMessage message = next();
        if (message.kind() != FunctionMessage.Kind.RESPONSE
                || !message.requestId().equals(requestId)) {
            throw failure("an event was not answered but: " + message.kind() + " " + message.body());
        }
        return new Answered(
                message.body(),
                message.moment().processorTime(),
                message.moment().elapsedNanos());
    }

    /** The processor time until now. */
    public ProcessorTime processorTime() throws IOException {
        return ProcessorTime.of(process.pid());
    }

    /** The most physical memory that the process has had, in megabytes. */
    public double peakMemoryMegabytes() throws BenchException, IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElseThrow(() -> new BenchException("the kernel does not say the peak memory (VmHWM)"));
        }
    }

    /** Everything that it has written. */
    public List<String> lines() throws IOException {
        return Files.readAllLines(output);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        end.join();
        api.close();
    }

    /** An exception that quotes the last lines of the function. */
    public BenchException failure(String what) throws IOException {
        List<String> lines = lines();
        return new BenchException(setup.name() + ": " + what + "; its last lines: "
                + String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())));
    }

    private FunctionMessage next() throws BenchException, IOException, InterruptedException {
        Optional<FunctionMessage> message = api.await(PATIENCE);
        if (message.isEmpty()) {
            throw failure("no answer within " + PATIENCE.toSeconds() + " seconds");
        }
        return message.get();
    }
}
