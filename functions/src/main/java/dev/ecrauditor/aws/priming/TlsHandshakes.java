package dev.ecrauditor.aws.priming;

import dev.ecrauditor.aws.AwsClients;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Asks each endpoint that a function calls once, without credentials and for a connection that ends with the answer: a
 * connection does not outlive a snapshot. What an endpoint answers does not matter, nor whether it does.
 */
public final class TlsHandshakes {

    /** By the first part of their host names. Source: AWS General Reference, "Service endpoints and quotas". */
    private static final List<String> SERVICES = List.of("dynamodb", "sqs", "sns", "api.ecr", "kms", "sts");

    private TlsHandshakes() {}

    /** Asks the endpoints of a Region. */
    public static void in(AwsClients.Connection connection) {
        for (String service : SERVICES) {
            try {
                request(connection, connection.endpointOf(service, connection.region()));
            } catch (IOException | RuntimeException notReached) {
                // A function in a network without a way to this endpoint; its first event does the same work.
            }
        }
    }

    private static void request(AwsClients.Connection connection, URI endpoint) throws IOException {
        SdkHttpRequest request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(endpoint)
                .putHeader("Connection", "close")
                .build();
        HttpExecuteResponse response = connection
                .http()
                .prepareRequest(HttpExecuteRequest.builder().request(request).build())
                .call();
        if (response.responseBody().isPresent()) {
            response.responseBody().get().close();
        }
    }
}
