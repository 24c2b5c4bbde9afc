package dev.ecrauditor.infra.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/**
 * Calls of one account in one Region to moto, which chooses the account by the access key and the service by the scope
 * of the signature; it verifies no signature, so there is none.
 */
record MotoAccount(URI endpoint, String number, String region, Credentials credentials) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int FIRST_ERROR = 400;

    record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {}

    /** The credentials of a role of another account. */
    MotoAccount assume(String account) {
        Document answer = query(
                "sts",
                Map.of(
                        "Action", "AssumeRole",
                        "RoleArn", "arn:aws:iam::" + account + ":role/deployment",
                        "RoleSessionName", "deployment"));
        return new MotoAccount(
                endpoint,
                account,
                region,
                new Credentials(
                        text(answer, "AccessKeyId"), text(answer, "SecretAccessKey"), text(answer, "SessionToken")));
    }

    /** A call of the query protocol: CloudFormation, SNS, STS. */
    Document query(String service, Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        byte[] answer = send(
                request(service, "/")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)),
                service + " " + parameters.get("Action"));
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(answer));
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("moto answered with something else than XML", e);
        }
    }

    /**
     * A call of the JSON protocol.
     *
     * @param target the prefix of the service and the action, as in the header {@code X-Amz-Target}
     */
    JsonNode json(String service, String target, Map<String, ?> members) {
        try {
            return JSON.readTree(send(
                    request(service, "/")
                            .header("Content-Type", "application/x-amz-json-1.1")
                            .header("X-Amz-Target", target)
                            .POST(BodyPublishers.ofString(JSON.writeValueAsString(members))),
                    target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode get(String service, String path) {
        try {
            return JSON.readTree(send(request(service, path).GET(), path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(String service, String path, byte[] content) {
        send(request(service, path).PUT(BodyPublishers.ofByteArray(content)), path);
    }

    static String text(Document answer, String element) {
        return answer.getElementsByTagName(element).item(0).getTextContent();
    }

    private HttpRequest.Builder request(String service, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(LIMIT)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=%s/20261120/%s/%s/aws4_request, SignedHeaders=host, Signature=none"
                                .formatted(credentials.accessKeyId(), region, service));
        return credentials.sessionToken().isEmpty()
                ? request
                : request.header("X-Amz-Security-Token", credentials.sessionToken());
    }

    private static byte[] send(HttpRequest.Builder request, String what) {
        try {
            HttpResponse<byte[]> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() >= FIRST_ERROR) {
                throw new IllegalStateException("%s: HTTP %d: %s"
                        .formatted(what, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8)));
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while moto answered", e);
        }
    }
}
