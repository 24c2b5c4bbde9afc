package dev.ecrauditor.bench.lambda;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's side of one execution environment, on loopback. It reads the processor time of the function when a message
 * arrives, before it answers: the function waits meanwhile.
 *
 * <p>Source: "Using the Lambda runtime API for custom runtimes", AWS Lambda Developer Guide.
 */
final class RuntimeApi implements AutoCloseable {

    private static final String ROOT = "/2018-06-01/runtime/";
    private static final String INVOCATION = ROOT + "invocation/";
    private static final int ACCEPTED = 202;
    private static final int OK = 200;

    private final String functionArn;
    private final Clock processorTime;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "runtime-api");
        thread.setDaemon(true);
        return thread;
    });
    private final BlockingQueue<Invocation> invocations = new LinkedBlockingQueue<>();
    private final BlockingQueue<FunctionMessage> messages = new LinkedBlockingQueue<>();
    private final CountDownLatch restored = new CountDownLatch(1);
    private volatile boolean isInitialized;
    private volatile long handedOut;

    /** Reads the processor time of the function. */
    interface Clock {
        ProcessorTime read() throws IOException;
    }

    private record Invocation(String requestId, String event, Instant deadline) {}

    RuntimeApi(String functionArn, Clock processorTime) throws IOException {
        this.functionArn = functionArn;
        this.processorTime = processorTime;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** The value of AWS_LAMBDA_RUNTIME_API. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String invoke(String event, Duration timeout) {
        String requestId = UUID.randomUUID().toString();
        invocations.add(new Invocation(requestId, event, Instant.now().plus(timeout)));
        return requestId;
    }

    /** Lets a function that asked to be restored go on. */
    void restore() {
        restored.countDown();
    }

    /** The next message of the function; empty when there is none in time. */
    Optional<FunctionMessage> await(Duration limit) throws InterruptedException {
        return Optional.ofNullable(messages.poll(limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Tells whoever waits that the process has ended. */
    void exited(int status) {
        messages.add(new FunctionMessage(
                FunctionMessage.Kind.EXITED, "", "exit status " + status, FunctionMessage.Moment.NEVER));
    }

    @Override
    public void close() {
        restore();
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(INVOCATION + "next")) {
                if (!isInitialized) {
                    initialized();
                }
                next(exchange);
            } else if (path.equals(ROOT + "restore/next")) {
                initialized();
                restored.await();
                exchange.sendResponseHeaders(OK, -1);
            } else {
                messages.add(answer(path, exchange));
                exchange.sendResponseHeaders(ACCEPTED, -1);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void initialized() throws IOException {
        isInitialized = true;
        messages.add(new FunctionMessage(FunctionMessage.Kind.INITIALIZED, "", "", moment(0)));
    }

    private FunctionMessage.Moment moment(long elapsedNanos) throws IOException {
        return new FunctionMessage.Moment(processorTime.read(), elapsedNanos);
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        Invocation next = invocations.take();
        byte[] event = next.event().getBytes(StandardCharsets.UTF_8);
        Map.of(
                        "Content-Type",
                        "application/json",
                        "Lambda-Runtime-Aws-Request-Id",
                        next.requestId(),
                        "Lambda-Runtime-Deadline-Ms",
                        Long.toString(next.deadline().toEpochMilli()),
                        "Lambda-Runtime-Invoked-Function-Arn",
                        functionArn,
                        "Lambda-Runtime-Trace-Id",
                        "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0")
                .forEach(exchange.getResponseHeaders()::set);
        handedOut = System.nanoTime();
        exchange.sendResponseHeaders(OK, event.length);
        exchange.getResponseBody().write(event);
    }

    private FunctionMessage answer(String path, HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        FunctionMessage.Moment moment = moment(System.nanoTime() - handedOut);
        if (!path.startsWith(INVOCATION)) {
            return new FunctionMessage(FunctionMessage.Kind.ERROR, "", path + ": " + body, moment);
        }
        String requestId = path.substring(INVOCATION.length(), path.lastIndexOf('/'));
        FunctionMessage.Kind kind =
                path.endsWith("/response") ? FunctionMessage.Kind.RESPONSE : FunctionMessage.Kind.ERROR;
        return new FunctionMessage(kind, requestId, body, moment);
    }
}
