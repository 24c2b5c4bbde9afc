package dev.ecrauditor.aws.organizations;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Makes calls to AWS Organizations, in the protocol AWS JSON 1.1. Throttling, faults of the service and of the network
 * are retried; only for calls that read.
 *
 * <p>Source: "AWS JSON 1.1 protocol", Smithy 2.0; "Common Error Types", AWS Organizations API Reference.
 */
final class SignedCalls {

    private static final String SERVICE = "organizations";
    private static final String TARGET = "AWSOrganizationsV20161128.";

    private static final int ATTEMPTS = 3;
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final BackoffStrategy BACKOFF =
            BackoffStrategy.exponentialDelayHalfJitter(Duration.ofMillis(100), Duration.ofSeconds(2));

    /** A page of twenty accounts has some 10 KB. */
    private static final int MAX_BYTES = 1_000_000;

    private static final Set<String> THROTTLED = Set.of(
            "TooManyRequestsException",
            "ThrottlingException",
            "Throttling",
            "ThrottledException",
            "RequestThrottledException",
            "RequestLimitExceeded");

    private final AwsClients.Connection connection;
    private final String region;
    private final URI endpoint;
    private final Clock clock;
    private final Pause pause;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /** Waits between two attempts. */
    interface Pause {
        void await(Duration duration) throws InterruptedException;
    }

    SignedCalls(AwsClients.Connection connection, Clock clock, Pause pause) {
        this.connection = connection;
        this.region = OrganizationsReader.homeRegion(connection.region());
        this.endpoint = connection.endpointOf(SERVICE, region);
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Makes a call.
     *
     * @throws AwsServiceException if the service answers with an error
     * @throws SdkClientException if it does not answer, or not in time
     */
    Json call(String operation, Json.Obj parameters) {
        Instant deadline = clock.instant().plus(CALL);
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(operation, JsonWriter.write(parameters));
            } catch (SdkException fault) {
                Duration delay = BACKOFF.computeDelay(attempt + 1);
                if (attempt == ATTEMPTS
                        || !isRetryable(fault)
                        || clock.instant().plus(delay).isAfter(deadline)) {
                    throw fault;
                }
                await(delay);
            }
        }
    }

    private Json attempt(String operation, String body) {
        try {
            HttpExecuteResponse response =
                    connection.http().prepareRequest(signed(operation, body)).call();
            String text = text(response);
            if (response.httpResponse().isSuccessful()) {
                return JsonReader.read(text);
            }
            throw fault(response.httpResponse().statusCode(), text);
        } catch (IOException fault) {
            throw SdkClientException.create("AWS Organizations does not answer " + operation, fault);
        } catch (MalformedJson fault) {
            throw SdkClientException.create("AWS Organizations answers " + operation + " without JSON", fault);
        }
    }

    private HttpExecuteRequest signed(String operation, String body) {
        SdkHttpRequest request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", TARGET + operation)
                // Without a length, Java's HTTP client repeats a request by itself.
                .putHeader("Content-Length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length))
                .build();
        SignedRequest signed =
                signer.sign(sign -> sign.identity(connection.credentials().resolveCredentials())
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        HttpExecuteRequest.Builder execute = HttpExecuteRequest.builder().request(signed.request());
        signed.payload().ifPresent(execute::contentStreamProvider);
        return execute.build();
    }

    private static String text(HttpExecuteResponse response) throws IOException {
        if (response.responseBody().isEmpty()) {
            return "";
        }
        try (InputStream body = response.responseBody().get()) {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("the response has more than " + MAX_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static AwsServiceException fault(int status, String text) {
        Optional<Json> error = error(text);
        String type = error.flatMap(json -> json.text("__type")).orElse("");
        String message = error.flatMap(json -> json.text("message").or(() -> json.text("Message")))
                .orElse("");
        return AwsServiceException.builder()
                .statusCode(status)
                .message("AWS Organizations answers " + type + " (status " + status + ")")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("Organizations")
                        .errorCode(type.substring(type.lastIndexOf('#') + 1))
                        .errorMessage(message)
                        .build())
                .build();
    }

    /** An error of a proxy or of the network is no JSON. */
    private static Optional<Json> error(String text) {
        try {
            return Optional.of(JsonReader.read(text));
        } catch (MalformedJson notOfTheService) {
            return Optional.empty();
        }
    }

    private static boolean isRetryable(SdkException fault) {
        if (!(fault instanceof AwsServiceException answered)) {
            return true;
        }
        return answered.statusCode() >= 500
                || answered.statusCode() == 429
                || THROTTLED.contains(answered.awsErrorDetails().errorCode());
    }

    private void await(Duration delay) {
        try {
            pause.await(delay);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw SdkClientException.create("interrupted before another attempt", stopping);
        }
    }
}
