package dev.ecrauditor.infra.deployed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The ECR of moto with the calls that moto 5.2.1 does not implement and answers with status 500. They are answered as
 * AWS does for a registry where nothing is configured; every other call goes to moto as it came.
 */
final class RegistryOfMoto implements AutoCloseable {

    private static final String TARGET = "X-Amz-Target";
    private static final Map<String, String> ANSWERS = Map.of(
            "AmazonEC2ContainerRegistry_V20150921.GetAccountSetting",
            "{\"name\": \"REGISTRY_POLICY_SCOPE\", \"value\": \"V2\"}",
            "AmazonEC2ContainerRegistry_V20150921.DescribePullThroughCacheRules",
            "{\"pullThroughCacheRules\": []}");

    /** Those that the client sets itself. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private final URI moto;

    private RegistryOfMoto(HttpServer server, URI moto) {
        this.server = server;
        this.moto = moto;
    }

    static RegistryOfMoto before(URI moto) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RegistryOfMoto registry = new RegistryOfMoto(server, moto);
        server.createContext("/", registry::answer);
        server.start();
        return registry;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            byte[] request = call.getRequestBody().readAllBytes();
            String answer = ANSWERS.get(call.getRequestHeaders().getFirst(TARGET));
            if (answer != null) {
                send(call, 200, answer.getBytes(StandardCharsets.UTF_8));
                return;
            }
            HttpResponse<byte[]> ofMoto = forward(call, request);
            send(call, ofMoto.statusCode(), ofMoto.body());
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange call, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(moto.resolve(call.getRequestURI()))
                .method(call.getRequestMethod(), BodyPublishers.ofByteArray(body));
        call.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while moto answered", e);
        }
    }

    private static void send(HttpExchange call, int status, byte[] body) throws IOException {
        call.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        call.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = call.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
