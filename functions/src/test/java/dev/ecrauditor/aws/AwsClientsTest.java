package dev.ecrauditor.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;

class AwsClientsTest {

    @Test
    void aServiceHasOneClientPerRegion() {
        try (AwsClients clients = AwsClients.ofEndpoint(URI.create("http://127.0.0.1:1"), "eu-west-1", "key")) {
            assertThat(clients.sqs()).isSameAs(clients.sqs());
            assertThat(clients.dynamoDb()).isSameAs(clients.dynamoDb());
            assertThat(clients.ecr("eu-west-1")).isSameAs(clients.ecr("eu-west-1"));
            assertThat(clients.ecr("eu-west-1")).isNotSameAs(clients.ecr("eu-west-2"));
        }
    }

    /** There is always something to read, so that only the timer of the attempt ends the call. */
    @Test
    void anAnswerThatNeverEndsIsEndedByTheTimerThatAllClientsShare() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(server), "endless-answers");
            answering.setDaemon(true);
            answering.start();
            URI endpoint = URI.create("http://127.0.0.1:" + server.getLocalPort());
            try (AwsClients clients = AwsClients.ofEndpoint(endpoint, "eu-west-1", "key", Duration.ofMillis(200))) {
                assertThatThrownBy(() -> clients.sqs().listQueues()).isInstanceOf(ApiCallAttemptTimeoutException.class);
            }
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .contains("call-timers");
        }
    }

    private static void answer(ServerSocket server) {
        byte[] space = " ".repeat(8_192).getBytes(StandardCharsets.US_ASCII);
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                OutputStream response = connection.getOutputStream();
                response.write("HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                while (!server.isClosed()) {
                    response.write(space);
                }
            } catch (IOException ended) {
                // The client has ended the attempt, or the test is over.
            }
        }
    }
}
