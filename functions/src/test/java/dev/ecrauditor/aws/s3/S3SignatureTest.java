package dev.ecrauditor.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.testing.SignatureServer;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S3 wants the digest of the body in a header, also where the body is empty. */
class S3SignatureTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"a\":\"\u00e9\"}"})
    void everyCallIsSignedWithTheDigestOfItsBody(String body) throws Exception {
        SignatureServer.Received request;
        try (SignatureServer server = new SignatureServer();
                AwsClients clients = AwsClients.ofEndpoint(server.endpoint(), "eu-west-1", "111122223333")) {
            S3Objects objects = new S3Objects(clients, "bucket", Clock.systemUTC());
            if (body.isEmpty()) {
                objects.get("settings/0a/settings.json");
            } else {
                objects.put("settings/0a/settings.json", body, "application/json");
            }
            request = server.last();
        }

        assertThat(request.method()).isEqualTo(body.isEmpty() ? "GET" : "PUT");
        assertThat(request.path()).isEqualTo("/bucket/settings/0a/settings.json");
        assertThat(request.body()).isEqualTo(body);
        assertThat(request.header("x-amz-content-sha256")).isEqualTo(SignatureServer.sha256(body));
        assertThat(request.authorization("Credential")).endsWith("/eu-west-1/s3/aws4_request");
        assertThat(request.authorization("SignedHeaders")).contains("host", "x-amz-content-sha256", "x-amz-date");
        assertThat(request.authorization("Signature")).isEqualTo(request.signature());
    }

    @Test
    void inAwsTheBucketIsPartOfTheHostName() {
        assertThat(address("eu-west-1")).isEqualTo("https://bucket.s3.eu-west-1.amazonaws.com/");
        assertThat(address("us-gov-west-1")).isEqualTo("https://bucket.s3.us-gov-west-1.amazonaws.com/");
        assertThat(address("cn-north-1")).isEqualTo("https://bucket.s3.cn-north-1.amazonaws.com.cn/");
    }

    private static String address(String region) {
        try (AwsClients clients = AwsClients.ofFunction(region)) {
            return S3Objects.address(clients.connection(), "bucket").toString();
        }
    }
}
