package dev.ecrauditor.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ecrauditor.aws.AwsClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Stands before an endpoint on loopback and changes what is asked and what is answered, as a test wants it. */
public final class RewritingProxy implements AutoCloseable {

    /** The client sets these itself. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "content-length", "connection", "expect", "upgrade", "http2-settings", "transfer-encoding");

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private final UnaryOperator<String> request;
    private final UnaryOperator<String> answer;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /**
     * @param endpoint where the requests go
     * @param request what becomes of a request's body
     * @param answer what becomes of an answer's body
     */
    public RewritingProxy(URI endpoint, UnaryOperator<String> request, UnaryOperator<String> answer)
            throws IOException {
        this.endpoint = endpoint;
        this.request = request;
        this.answer = answer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::pass);
        server.start();
    }

    /** Clients that go through this proxy. */
    public AwsClients clients(String accessKey) {
        URI here = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return AwsClients.ofEndpoint(here, "us-east-1", accessKey, Duration.ofSeconds(10));
    }

    /** The bodies of the requests so far, as they were before they were changed. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void pass(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(body);
        HttpRequest.Builder onward = HttpRequest.newBuilder(
                        endpoint.resolve(exchange.getRequestURI().toString()))
                .POST(HttpRequest.BodyPublishers.ofString(request.apply(body)));
        Headers headers = exchange.getRequestHeaders();
        headers.forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> onward.header(name, value));
            }
        });
        try {
            HttpResponse<String> response = http.send(onward.build(), HttpResponse.BodyHandlers.ofString());
            byte[] changed = answer.apply(response.body()).getBytes(StandardCharsets.UTF_8);
            response.headers()
                    .firstValue("content-type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(response.statusCode(), changed.length);
            exchange.getResponseBody().write(changed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }
}
