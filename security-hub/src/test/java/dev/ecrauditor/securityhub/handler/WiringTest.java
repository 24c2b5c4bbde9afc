package dev.ecrauditor.securityhub.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ecrauditor.aws.AwsClients;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WiringTest {

    @AutoClose
    private final AwsClients clients =
            AwsClients.ofEndpoint(URI.create("http://127.0.0.1:1"), "us-east-1", "999988887777");

    @Test
    void aMissingVariableIsNamed() {
        assertThatThrownBy(() -> Wiring.importer(Map.of("AWS_REGION", "us-east-1"), clients))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the environment variable HUB_ACCOUNT is not set");
        assertThatThrownBy(SecurityHubHandler::new).hasMessageContaining("is not set");
    }

    @Test
    void anInputThatIsNoBatchFailsAsAWholeAndAnEmptyOneDoesNot() throws Exception {
        RequestStreamHandler handler = new SecurityHubHandler(
                Wiring.importer(Map.of("AWS_REGION", "us-east-1", "HUB_ACCOUNT", "999988887777"), clients));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)), out, null);
        assertThat(out).hasToString("{\"batchItemFailures\":[]}");
        assertThatThrownBy(() -> handler.handleRequest(
                        new ByteArrayInputStream("[".getBytes(StandardCharsets.UTF_8)), out, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the input is not JSON: ");
    }
}
