package dev.ecrauditor.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's side of one execution environment, on loopback: hands out invocations and takes answers and errors.
 *
 * <p>Source: "Using the Lambda runtime API for custom runtimes", AWS Lambda Developer Guide.
 */
final class RuntimeApi implements AutoCloseable {

    private static final String ROOT = "/2018-06-01/runtime/";
    private static final String INVOCATION = ROOT + "invocation/";
    private static final int ACCEPTED = 202;

    private final String functionArn;
    private final Runnable restored;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Map.Entry<String, Invocation>> invocations = new LinkedBlockingQueue<>();
    private final BlockingQueue<FunctionResponse> answers = new LinkedBlockingQueue<>();

    private record Invocation(String event, Instant deadline) {}

    /**
     * @param functionArn the version or alias that is invoked
     * @param restored runs when a function with SnapStart asks to go on after its snapshot
     */
    RuntimeApi(String functionArn, Runnable restored) throws IOException {
        this.functionArn = functionArn;
        this.restored = restored;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** The value of AWS_LAMBDA_RUNTIME_API. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Invokes; the answer with this request id comes from {@link #await}. */
    String invoke(String event, Duration timeout) {
        String requestId = UUID.randomUUID().toString();
        invocations.add(Map.entry(requestId, new Invocation(event, Instant.now().plus(timeout))));
        return requestId;
    }

    /** The next answer or error; empty when there is none in time. */
    Optional<FunctionResponse> await(Duration limit) throws InterruptedException {
        return Optional.ofNullable(answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Tells whoever waits that the process has ended. */
    void exited(int status) {
        answers.add(new FunctionResponse(FunctionResponse.Kind.EXITED, "", "", "exit status " + status));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(INVOCATION + "next")) {
                next(exchange);
            } else if (path.equals(ROOT + "restore/next")) {
                restored.run();
                exchange.sendResponseHeaders(200, -1);
            } else {
                answers.add(answer(path, exchange));
                exchange.sendResponseHeaders(ACCEPTED, -1);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        Map.Entry<String, Invocation> next = invocations.take();
        byte[] event = next.getValue().event().getBytes(StandardCharsets.UTF_8);
        long deadline = next.getValue().deadline().toEpochMilli();
        Map.of(
                        "Content-Type",
                        "application/json",
                        "Lambda-Runtime-Aws-Request-Id",
                        next.getKey(),
                        "Lambda-Runtime-Deadline-Ms",
                        Long.toString(deadline),
                        "Lambda-Runtime-Invoked-Function-Arn",
                        functionArn,
                        "Lambda-Runtime-Trace-Id",
                        "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0")
                .forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(200, event.length);
        exchange.getResponseBody().write(event);
    }

    private static FunctionResponse answer(String path, HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String errorType = Optional.ofNullable(
                        exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type"))
                .orElse("");
        if (path.equals(ROOT + "init/error")) {
            return new FunctionResponse(FunctionResponse.Kind.INIT_ERROR, "", errorType, body);
        }
        if (path.equals(ROOT + "restore/error")) {
            return new FunctionResponse(FunctionResponse.Kind.RESTORE_ERROR, "", errorType, body);
        }
        String requestId = path.substring(INVOCATION.length(), path.lastIndexOf('/'));
        FunctionResponse.Kind kind =
                path.endsWith("/response") ? FunctionResponse.Kind.RESPONSE : FunctionResponse.Kind.ERROR;
        return new FunctionResponse(kind, requestId, errorType, body);
    }
}
