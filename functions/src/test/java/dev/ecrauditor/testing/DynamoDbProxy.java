package dev.ecrauditor.testing;

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

/** A proxy for DynamoDB Local that forwards every request and runs an action of the test before one of them. */
public final class DynamoDbProxy implements AutoCloseable {

    private static final List<String> PASSED_ON =
            List.of("X-amz-target", "Authorization", "X-amz-date", "Content-type");

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private final String marked;
    private final Runnable act;
    private boolean acted;

    /**
     * @param endpoint where DynamoDB Local listens
     * @param marked what the body of that request holds
     * @param act what happens before it, once
     */
    public DynamoDbProxy(URI endpoint, String marked, Runnable act) throws IOException {
        this.endpoint = endpoint;
        this.marked = marked;
        this.act = act;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::pass);
        server.start();
    }

    /** Clients that use this endpoint. */
    public AwsClients clients() {
        URI here = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return AwsClients.ofEndpoint(here, "us-east-1", "999988887777", Duration.ofSeconds(10));
    }

    /** True when that request has come. */
    public boolean hasActed() {
        return acted;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!acted && new String(body, StandardCharsets.UTF_8).contains(marked)) {
            acted = true;
            act.run();
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : PASSED_ON) {
            exchange.getRequestHeaders().getOrDefault(name, List.of()).forEach(value -> request.header(name, value));
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }
}
