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

/**
 * The container endpoint from which functions with SnapStart get their credentials.
 *
 * <p>Source: "Security model for Lambda SnapStart", AWS Lambda Developer Guide.
 */
public final class ContainerCredentials implements AutoCloseable {

    private static final int OK = 200;

    private final HttpServer server;

    public ContainerCredentials() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", ContainerCredentials::serve);
        server.start();
    }

    Map<String, String> environment() {
        return Map.of(
                "AWS_LAMBDA_INITIALIZATION_TYPE",
                "snap-start",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/2021-04-23/credentials",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                "not-a-container-token");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] keys = ("{\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\",\"SecretAccessKey\":\"not-a-secret\","
                            + "\"Token\":\"not-a-token\",\"Expiration\":\""
                            + Instant.now().plus(Duration.ofHours(6)) + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(OK, keys.length);
            exchange.getResponseBody().write(keys);
        }
    }
}
