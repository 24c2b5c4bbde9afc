package dev.ecrauditor.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * As Lambda does with SnapStart: credentials come from a container endpoint on loopback. There are none before the
 * snapshot is restored here, so a function that asks during its initialization fails.
 *
 * <p>Source: "Security model for Lambda SnapStart", AWS Lambda Developer Guide.
 */
final class SnapStartCredentials implements FunctionCredentials {

    private static final String TOKEN = "not-a-container-token";
    private static final int FORBIDDEN = 403;

    private final Runnable atRestore;
    private final HttpServer server;
    private volatile boolean restored;

    SnapStartCredentials() throws IOException {
        this(() -> {});
    }

    /**
     * @param atRestore runs when a snapshot is restored, before the function goes on
     */
    SnapStartCredentials(Runnable atRestore) throws IOException {
        this.atRestore = atRestore;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "AWS_LAMBDA_INITIALIZATION_TYPE",
                "snap-start",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/2021-04-23/credentials",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                TOKEN);
    }

    @Override
    public void restored() {
        atRestore.run();
        restored = true;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!restored || !TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(FORBIDDEN, -1);
                return;
            }
            String keys = JsonWriter.write(new JsonObject()
                    .put("AccessKeyId", ACCESS_KEY)
                    .put("SecretAccessKey", "not-a-secret")
                    .put("Token", "not-a-token")
                    .put("Expiration", Instant.now().plus(Duration.ofHours(6)).toString())
                    .build());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length());
            exchange.getResponseBody().write(keys.getBytes(StandardCharsets.UTF_8));
        }
    }
}
