package dev.ecrauditor.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands for hooks.slack.com on loopback: gives each request the next answer of its script, and after it the last one. */
final class SlackServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<Answer> script = new ArrayDeque<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /** What was received. */
    record Received(String method, String path, String contentType, String body) {}

    /** Answers one request. */
    interface Answer {
        void give(HttpExchange exchange) throws IOException, InterruptedException;
    }

    SlackServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Adds answers to the script. */
    SlackServer then(Answer... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    static Answer ok() {
        return status(200, "ok");
    }

    static Answer status(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    static Answer throttle(String retryAfter) {
        return exchange -> {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            status(429, "rate_limited").give(exchange);
        };
    }

    static Answer redirectTo(String location, int status) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            status(status, "").give(exchange);
        };
    }

    static Answer closeWithoutAnswer() {
        return HttpExchange::close;
    }

    /** Sends a status and then nothing but the beginning of a body, until the server is closed. */
    Answer dripError() {
        return exchange -> {
            exchange.sendResponseHeaders(404, 0);
            OutputStream out = exchange.getResponseBody();
            out.write('n');
            out.flush();
            closed.await();
        };
    }

    /** Answers nothing until the server is closed. */
    Answer hang() {
        return exchange -> closed.await();
    }

    List<Received> received() {
        return received;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Leads every request here, whatever its host. */
    SlackClient.Opener opener() {
        return uri -> (HttpURLConnection)
                URI.create(address() + uri.getRawPath()).toURL().openConnection(Proxy.NO_PROXY);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                body));
        // A connection that the client kept could belong to an earlier server with the same port.
        exchange.getResponseHeaders().set("Connection", "close");
        Answer answer;
        synchronized (script) {
            answer = script.size() > 1 ? script.remove() : script.element();
        }
        try {
            answer.give(exchange);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
