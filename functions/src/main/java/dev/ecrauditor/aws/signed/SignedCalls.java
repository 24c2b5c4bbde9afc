package dev.ecrauditor.aws.signed;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Makes signed calls to one service in one Region. Throttling, faults of the service and of the network are retried:
 * only for calls that may be made twice.
 *
 * <p>Source: "Common Error Types" of the API references; "Error responses", Amazon S3 API Reference.
 */
public final class SignedCalls {

    private static final Duration CALL = Duration.ofSeconds(10);
    private static final BackoffStrategy BACKOFF =
            BackoffStrategy.exponentialDelayHalfJitter(Duration.ofMillis(100), Duration.ofSeconds(2));

    private static final Set<String> THROTTLED = Set.of(
            "TooManyRequestsException",
            "ThrottlingException",
            "Throttling",
            "ThrottledException",
            "RequestThrottledException",
            "RequestLimitExceeded",
            "SlowDown");

    private final AwsClients.Connection connection;
    private final Service service;
    private final Clock clock;
    private final Pause pause;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /**
     * A service to call.
     *
     * @param title as messages name it
     * @param signingName as the signature names it
     * @param region of its endpoint
     * @param maxBytes the largest response that is read
     */
    public record Service(String title, String signingName, String region, int maxBytes) {

        /** The error with which the service answers. */
        public AwsServiceException fault(int status, String code, String message) {
            return AwsServiceException.builder()
                    .statusCode(status)
                    .message(title + " answers " + code + " (status " + status + ")")
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .serviceName(title)
                            .errorCode(code)
                            .errorMessage(message)
                            .build())
                    .build();
        }
    }

    /** Waits between the attempts of a call. */
    public interface Pause {

        /** The pause of the functions and the terminal. */
        Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

        /** There is no second attempt. */
        Pause NONE = new Pause() {
            @Override
            public int attempts() {
                return 1;
            }

            @Override
            public void await(Duration duration) {}
        };

        /** How many attempts a call has. */
        default int attempts() {
            return 3;
        }

        void await(Duration duration) throws InterruptedException;
    }

    public SignedCalls(AwsClients.Connection connection, Service service, Clock clock, Pause pause) {
        this.connection = connection;
        this.service = service;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Makes a call.
     *
     * @param name of the operation, for messages
     * @param read turns a response into a result, or throws the fault of {@link Service#fault}
     * @throws AwsServiceException if the service answers with an error
     * @throws SdkClientException if it does not answer, or not in time
     */
    public <T> T call(String name, SignedRequest request, Function<SignedResponse, T> read) {
        Instant deadline = clock.instant().plus(CALL);
        for (int attempt = 1; ; attempt++) {
            try {
                return read.apply(attempt(name, request));
            } catch (SdkException fault) {
                Duration delay = BACKOFF.computeDelay(attempt + 1);
                if (attempt >= pause.attempts()
                        || !isRetryable(fault)
                        || clock.instant().plus(delay).isAfter(deadline)) {
                    throw fault;
                }
                await(delay);
            }
        }
    }

    private SignedResponse attempt(String name, SignedRequest request) {
        try {
            HttpExecuteResponse response =
                    connection.http().prepareRequest(signed(request)).call();
            return new SignedResponse(response.httpResponse(), body(response));
        } catch (IOException fault) {
            throw SdkClientException.create(service.title() + " does not answer " + name, fault);
        }
    }

    /** The path is signed as it is sent: S3 does not encode it a second time, and the other services have none. */
    private HttpExecuteRequest signed(SignedRequest request) {
        SdkHttpFullRequest.Builder http =
                SdkHttpFullRequest.builder().method(request.method()).uri(request.uri());
        request.headers().forEach(http::putHeader);
        if (request.method() != SdkHttpMethod.GET) {
            // Without a length, Java's HTTP client repeats a request by itself.
            http.putHeader("Content-Length", Integer.toString(request.body().getBytes(StandardCharsets.UTF_8).length));
        }
        SdkHttpRequest unsigned = http.build();
        var signed = signer.sign(sign -> sign.identity(connection.credentials().resolveCredentials())
                .request(unsigned)
                .payload(ContentStreamProvider.fromUtf8String(request.body()))
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service.signingName())
                .putProperty(AwsV4HttpSigner.REGION_NAME, service.region()));
        HttpExecuteRequest.Builder execute = HttpExecuteRequest.builder().request(signed.request());
        if (!request.body().isEmpty()) {
            signed.payload().ifPresent(execute::contentStreamProvider);
        }
        return execute.build();
    }

    private SdkBytes body(HttpExecuteResponse response) throws IOException {
        if (response.responseBody().isEmpty()) {
            return SdkBytes.fromByteArrayUnsafe(new byte[0]);
        }
        try (InputStream body = response.responseBody().get()) {
            byte[] bytes = body.readNBytes(service.maxBytes() + 1);
            if (bytes.length > service.maxBytes()) {
                throw new IOException("the response has more than " + service.maxBytes() + " bytes");
            }
            return SdkBytes.fromByteArrayUnsafe(bytes);
        }
    }

    private static boolean isRetryable(SdkException fault) {
        if (!(fault instanceof AwsServiceException answered)) {
            return true;
        }
        return answered.statusCode() >= 500
                || answered.statusCode() == 429
                || THROTTLED.contains(AwsErrors.code(answered));
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
