package dev.ecrauditor.securityhub.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.securityhub.SecurityHub.Importer;
import dev.ecrauditor.securityhub.SecurityHub.NotEnabledException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Answers that local-aws does not give, from a server of the test. */
class SecurityHubCallsTest {

    private static final String HUB = "999988887777";
    private static final Importer IMPORTER = new Importer(HUB, "us-east-1");
    private static final List<Json.Obj> FINDINGS = List.of(
            new JsonObject().put("Id", "a").build(),
            new JsonObject().put("Id", "b").build());

    private HttpServer server;
    private AwsClients clients;
    private int calls;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        clients = AwsClients.ofEndpoint(endpoint, "us-east-1", HUB);
    }

    @AfterEach
    void stop() {
        clients.close();
        server.stop(0);
    }

    private Map<String, String> answered(int status, String errorType, String body) throws NotEnabledException {
        server.createContext("/findings/import", exchange -> {
            calls++;
            exchange.getRequestBody().readAllBytes();
            if (!errorType.isEmpty()) {
                exchange.getResponseHeaders().add("x-amzn-ErrorType", errorType);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        try (SecurityHubCalls hub = new SecurityHubCalls(
                new SecurityHubCalls.Callers(
                        HUB, clients, new AccountCredentials(clients, Optional.empty(), Clock.systemUTC())),
                Clock.systemUTC(),
                duration -> {})) {
            return hub.importFindings(IMPORTER, FINDINGS);
        }
    }

    @Test
    void findingsThatAreNotNamedAreTaken() throws NotEnabledException {
        assertThat(answered(200, "", "{\"SuccessCount\": 2, \"FailedCount\": 0}"))
                .isEmpty();
    }

    @Test
    void aFindingThatFailsHasItsReason() throws NotEnabledException {
        assertThat(
                        answered(
                                200,
                                "",
                                "{\"SuccessCount\": 1, \"FailedCount\": 1, \"FailedFindings\":"
                                        + " [{\"Id\": \"b\", \"ErrorCode\": \"InvalidInput\", \"ErrorMessage\": \"no title\"}]}"))
                .isEqualTo(Map.of("b", "InvalidInput: no title"));
    }

    @Test
    void anAnswerThatDoesNotAddUpIsAFault() {
        assertThatThrownBy(() -> answered(200, "", "{\"SuccessCount\": 1, \"FailedCount\": 1}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another number of findings");
    }

    @Test
    void anAnswerWithoutJsonIsAFault() {
        assertThatThrownBy(() -> answered(200, "", "<html>")).isInstanceOf(SdkClientException.class);
        assertThat(calls).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"InvalidAccessException", "InvalidAccessException:http://internal.amazon.com/coral/"})
    void anAccountThatIsNotSubscribedIsNotEnabled(String errorType) {
        assertThatThrownBy(() -> answered(401, errorType, "{\"Message\": \"not subscribed\"}"))
                .isInstanceOf(NotEnabledException.class)
                .hasMessage("account 999988887777 does not use Security Hub CSPM in us-east-1");
        assertThat(calls).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"429,LimitExceededException,3", "429,TooManyRequestsException,3", "500,InternalException,3"})
    void throttlingAndFaultsAreRepeated(int status, String errorType, int attempts) {
        assertThatThrownBy(() -> answered(status, errorType, "{\"Message\": \"slow down\"}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(errorType);
        assertThat(calls).isEqualTo(attempts);
    }

    @Test
    void aDenialIsNotRepeatedAndNamesThePermission() {
        String message = "User: x is not authorized to perform: securityhub:BatchImportFindings";
        assertThatThrownBy(() -> answered(403, "AccessDeniedException", "{\"Message\": \"" + message + "\"}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message);
        assertThat(calls).isEqualTo(1);
    }
}
