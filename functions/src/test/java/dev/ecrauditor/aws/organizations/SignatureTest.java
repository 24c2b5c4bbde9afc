package dev.ecrauditor.aws.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.testing.SignatureServer;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {

    @ParameterizedTest
    @CsvSource({"eu-west-1, us-east-1", "cn-north-1, cn-northwest-1", "us-gov-east-1, us-gov-west-1"})
    void everyCallIsSignedForTheRegionOfTheEndpoint(String region, String signedFor) throws Exception {
        SignatureServer.Received request;
        try (SignatureServer server = new SignatureServer();
                AwsClients clients = AwsClients.ofEndpoint(server.endpoint(), region, "111122223333")) {
            OrganizationsReader.calls(clients.connection(), Clock.systemUTC(), pause -> {})
                    .call(
                            "ListAccounts",
                            new JsonObject().put("NextToken", "next=/+").build());
            request = server.last();
        }

        assertThat(request.body()).isEqualTo("{\"NextToken\":\"next=/+\"}");
        assertThat(request.header("X-Amz-Target")).isEqualTo("AWSOrganizationsV20161128.ListAccounts");
        assertThat(request.header("Content-Type")).isEqualTo("application/x-amz-json-1.1");
        String scope = request.header("X-Amz-Date").substring(0, 8) + "/" + signedFor + "/organizations/aws4_request";
        assertThat(request.header("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=111122223333/" + scope + ", ");
        assertThat(request.authorization("SignedHeaders"))
                .contains("content-type", "host", "x-amz-date", "x-amz-target");
        assertThat(request.authorization("Signature")).isEqualTo(request.signature());
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
}
