package dev.ecrauditor.aws.priming;

import dev.ecrauditor.aws.AwsClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Asks each endpoint that a function calls, without credentials and for connections that end with the answer: none
 * outlives a snapshot. What an endpoint answers does not matter, nor whether it does. The credentials of the function are
 * asked for as well, and forgotten.
 */
public final class TlsHandshakes {

    /** By the first part of their host names. Source: AWS General Reference, "Service endpoints and quotas". */
    private static final List<String> SERVICES = List.of("dynamodb", "sqs", "sns", "api.ecr", "kms", "sts");

    private static final byte[] BODY = {'{', '}'};

    private TlsHandshakes() {}

    /**
     * Asks the endpoints of a Region.
     *
     * @param times how often; one that does not answer is not asked again
     */
    public static void of(AwsClients.Connection connection, int times) {
        try {
            AwsClients.roleCredentials().resolveCredentials();
        } catch (RuntimeException none) {
            // Lambda need not have any yet.
        }
        for (String service : SERVICES) {
            try {
                URI endpoint = connection.endpointOf(service, connection.region());
                for (int i = 0; i < times; i++) {
                    request(connection, endpoint);
                }
            } catch (IOException | RuntimeException notReached) {
                // A function in a network without a way to this endpoint; its first event does the same work.
            }
        }
    }

    private static void request(AwsClients.Connection connection, URI endpoint) throws IOException {
        SdkHttpRequest request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .putHeader("Connection", "close")
                .putHeader("Content-Length", Integer.toString(BODY.length))
                .build();
        HttpExecuteResponse response = connection
                .http()
                .prepareRequest(HttpExecuteRequest.builder()
                        .request(request)
                        .contentStreamProvider(() -> new ByteArrayInputStream(BODY))
                        .build())
                .call();
        if (response.responseBody().isPresent()) {
            response.responseBody().get().close();
        }
    }
}
