package dev.ecrauditor.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Receives requests and computes their signatures again, because the embedded endpoint verifies none.
 *
 * <p>Source: "Create a signed AWS API request", IAM User Guide.
 */
public final class SignatureServer implements AutoCloseable {

    private static final String SECRET = "not-a-secret";

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** A request as it was received, with its path as it was sent. */
    public record Received(Map<String, List<String>> headers, String method, String path, String body) {

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> String.join(",", header.getValue()))
                    .collect(Collectors.joining());
        }

        /** A part of the header Authorization. */
        public String authorization(String name) {
            return Arrays.stream(header("Authorization").split("[ ,]+", -1))
                    .filter(field -> field.startsWith(name + "="))
                    .map(field -> field.substring(name.length() + 1))
                    .collect(Collectors.joining());
        }

        /** The signature that the request must have. */
        public String signature() {
            String credential = authorization("Credential");
            String scope = credential.substring(credential.indexOf('/') + 1);
            String names = authorization("SignedHeaders");
            String headers = Arrays.stream(names.split(";", -1))
                    .map(name -> name + ":" + header(name).strip() + "\n")
                    .collect(Collectors.joining());
            String canonical = String.join("\n", method, path, "", headers, names, sha256(body));
            String toSign = String.join("\n", "AWS4-HMAC-SHA256", header("X-Amz-Date"), scope, sha256(canonical));
            byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
            for (String step : scope.split("/", -1)) {
                key = hmac(key, step);
            }
            return HexFormat.of().formatHex(hmac(key, toSign));
        }
    }

    public SignatureServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public Received last() {
        return received.get(received.size() - 1);
    }

    /** The SHA-256 of a text, in hexadecimal digits. */
    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.add(new Received(
                exchange.getRequestHeaders(),
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(200, 2);
        exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
