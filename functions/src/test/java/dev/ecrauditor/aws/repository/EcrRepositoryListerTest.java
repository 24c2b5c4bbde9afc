package dev.ecrauditor.aws.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What a refused listing means. The answers are those of AWS, from a server of the test. */
class EcrRepositoryListerTest {

    private final HttpServer server = start();
    private final AwsClients clients = AwsClients.ofEndpoint(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "us-east-1", "111122223333");
    private String code = "";

    @AfterEach
    void close() {
        clients.close();
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UnrecognizedClientException", "InvalidClientTokenId", "OptInRequired"})
    void rejectedCredentialsAreTheGapOfARegionThatIsNotEnabled(String answer) {
        code = answer;
        assertThat(list())
                .isEqualTo(new Reading.Unreadable<>(
                        "ecr:DescribeRepositories",
                        "AWS rejects the credentials in eu-south-2",
                        Denial.REGION_NOT_ENABLED));
    }

    @Test
    void aDeniedListingIsADenial() {
        code = "AccessDeniedException";
        assertThat(list())
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        denied -> assertThat(denied.permission()).isEqualTo("ecr:DescribeRepositories"));
    }

    @Test
    void anyOtherAnswerIsAFault() {
        code = "ValidationException";
        assertThatThrownBy(this::list).isInstanceOf(AwsServiceException.class);
    }

    private Reading<?> list() {
        return new EcrRepositoryLister(clients).list("111122223333", "eu-south-2");
    }

    private HttpServer start() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/", exchange -> {
                byte[] answer =
                        "{\"__type\":\"%s\",\"message\":\"The security token included in the request is invalid.\"}"
                                .formatted(code)
                                .getBytes(StandardCharsets.UTF_8);
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
                exchange.sendResponseHeaders(400, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            started.start();
            return started;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
