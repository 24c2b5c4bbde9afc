package dev.ecrauditor.aws.priming;

import dev.ecrauditor.aws.AwsClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Asks each endpoint that a function calls, without credentials and for connections that end with the answer: neither a
 * connection nor a session outlives the snapshot. What an endpoint answers does not matter, nor whether it does. The
 * credentials of the function are asked for as well, and forgotten.
 */
public final class TlsHandshakes {

    /** The services, with the first part of their host names. Source: AWS General Reference, "Service endpoints". */
    private static final Map<String, String> HOSTS =
            Map.of("dynamodb", "dynamodb", "sqs", "sqs", "sns", "sns", "ecr", "api.ecr", "kms", "kms", "sts", "sts");

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
        HOSTS.forEach((service, host) -> {
            try {
                URI endpoint = connection
                        .replacedEndpointOf(service)
                        .orElseGet(() -> connection.endpointOf(host, connection.region()));
                for (int i = 0; i < times; i++) {
                    request(connection, endpoint);
                }
            } catch (IOException | RuntimeException notReached) {
                // A function in a network without a way to this endpoint; its first event does the same work.
            }
        });
        forgetSessions();
    }

    /** A session that is resumed would be the same one in every environment that is restored. */
    private static void forgetSessions() {
        try {
            SSLSessionContext sessions = SSLContext.getDefault().getClientSessionContext();
            for (byte[] id : Collections.list(sessions.getIds())) {
                Optional.ofNullable(sessions.getSession(id)).ifPresent(SSLSession::invalidate);
            }
        } catch (NoSuchAlgorithmException withoutTls) {
            throw new IllegalStateException(withoutTls);
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
