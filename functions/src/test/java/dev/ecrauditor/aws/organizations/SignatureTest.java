package dev.ecrauditor.aws.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The embedded endpoint verifies no signature, so this test computes it again.
 *
 * <p>Source: "Create a signed AWS API request", IAM User Guide.
 */
class SignatureTest {

    private static final String SECRET = "not-a-secret";

    private record Received(Map<String, List<String>> headers, String method, String path, String body) {

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> String.join(",", header.getValue()))
                    .collect(Collectors.joining());
        }
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource({"eu-west-1, us-east-1", "cn-north-1, cn-northwest-1", "us-gov-east-1, us-gov-west-1"})
    void everyCallIsSignedForTheRegionOfTheEndpoint(String region, String signedFor) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (AwsClients clients = AwsClients.ofEndpoint(endpoint, region, "111122223333")) {
            new SignedCalls(clients.connection(), Clock.systemUTC(), pause -> {})
                    .call(
                            "ListAccounts",
                            new JsonObject().put("NextToken", "next=/+").build());
        } finally {
            server.stop(0);
        }

        Received request = received.get(0);
        assertThat(request.body()).isEqualTo("{\"NextToken\":\"next=/+\"}");
        assertThat(request.header("X-Amz-Target")).isEqualTo("AWSOrganizationsV20161128.ListAccounts");
        assertThat(request.header("Content-Type")).isEqualTo("application/x-amz-json-1.1");
        String authorization = request.header("Authorization");
        String scope = request.header("X-Amz-Date").substring(0, 8) + "/" + signedFor + "/organizations/aws4_request";
        assertThat(authorization).startsWith("AWS4-HMAC-SHA256 Credential=111122223333/" + scope + ", ");
        assertThat(part(authorization, "SignedHeaders")).contains("content-type", "host", "x-amz-date", "x-amz-target");
        assertThat(part(authorization, "Signature"))
                .isEqualTo(signature(request, scope, part(authorization, "SignedHeaders")));
    }

    @Test
    void eachPartitionHasItsOwnEndpoint() {
        assertThat(endpoint("eu-west-1")).isEqualTo("https://organizations.us-east-1.amazonaws.com");
        assertThat(endpoint("us-gov-east-1")).isEqualTo("https://organizations.us-gov-west-1.amazonaws.com");
        assertThat(endpoint("cn-north-1")).isEqualTo("https://organizations.cn-northwest-1.amazonaws.com.cn");
    }

    private static String endpoint(String region) {
        try (AwsClients clients = AwsClients.ofFunction(region)) {
            return clients.connection()
                    .endpointOf("organizations", OrganizationsReader.homeRegion(region))
                    .toString();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.add(new Received(
                exchange.getRequestHeaders(),
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(200, 2);
        exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private static String part(String authorization, String name) {
        return Arrays.stream(authorization.split("[ ,]+", -1))
                .filter(field -> field.startsWith(name + "="))
                .map(field -> field.substring(name.length() + 1))
                .collect(Collectors.joining());
    }

    private static String signature(Received request, String scope, String signedHeaders) throws Exception {
        String headers = Arrays.stream(signedHeaders.split(";", -1))
                .map(name -> name + ":" + request.header(name).strip() + "\n")
                .collect(Collectors.joining());
        String canonical =
                String.join("\n", request.method(), request.path(), "", headers, signedHeaders, sha256(request.body()));
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", request.header("X-Amz-Date"), scope, sha256(canonical));
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (String step : scope.split("/", -1)) {
            key = hmac(key, step);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
