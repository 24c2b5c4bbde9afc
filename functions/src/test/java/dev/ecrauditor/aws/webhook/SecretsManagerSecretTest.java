package dev.ecrauditor.aws.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.webhook.InvalidWebhookException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class SecretsManagerSecretTest {

    private static final String ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final AwsClients clients;
    private int status = 200;
    private String answer = "";

    SecretsManagerSecretTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestHeaders().getFirst("X-Amz-Target") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization").replaceAll(".*\\d{8}/([^,]*),.*", "$1")
                    + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        clients = AwsClients.ofEndpoint(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "us-east-1", "111122223333");
    }

    @AfterEach
    void close() {
        clients.close();
        server.stop(0);
    }

    @Test
    void theSecretIsReadByItsArnInItsRegion() throws Exception {
        answer = "{\"ARN\":\"" + ARN + "\",\"SecretString\":\"https:\\/\\/hooks.slack.com\\/x\"}";
        assertThat(secret().read()).isEqualTo("https://hooks.slack.com/x");
        assertThat(requests)
                .containsExactly("secretsmanager.GetSecretValue eu-west-1/secretsmanager/aws4_request {\"SecretId\":\""
                        + ARN + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AccessDeniedException",
                "ResourceNotFoundException",
                "InvalidRequestException",
                "DecryptionFailure"
            })
    void whatOnlyAPersonCanMendIsSaid(String error) {
        status = 400;
        answer = "{\"__type\":\"" + error + "\",\"Message\":\"no\"}";
        assertThatExceptionOfType(InvalidWebhookException.class)
                .isThrownBy(() -> secret().read())
                .withMessage("the secret cannot be read: " + error);
        assertThat(requests).hasSize(1);
    }

    @Test
    void aFaultOfTheServiceIsThrown() {
        status = 500;
        answer = "{\"__type\":\"InternalServiceError\"}";
        assertThatExceptionOfType(AwsServiceException.class).isThrownBy(() -> secret().read());
        assertThat(requests).hasSize(3);
    }

    @Test
    void aSecretWithoutTextIsRefused() {
        answer = "{\"SecretBinary\":\"aaaa\"}";
        assertThatExceptionOfType(InvalidWebhookException.class)
                .isThrownBy(() -> secret().read())
                .withMessage("the secret has no text");
    }

    private SecretsManagerSecret secret() {
        return new SecretsManagerSecret(clients, ARN, Clock.systemUTC());
    }
}
