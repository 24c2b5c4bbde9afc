package dev.ecrauditor.aws.s3;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.signed.SignedCalls;
import dev.ecrauditor.aws.signed.SignedRequest;
import dev.ecrauditor.aws.signed.SignedResponse;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Reads and writes the objects of one bucket, which are text. In AWS the bucket is part of the host name; an endpoint
 * that replaces AWS gets it in the path.
 *
 * <p>Source: GetObject and PutObject, Amazon S3 API Reference. Without {@code s3:ListBucket} S3 answers status 403 for an
 * object that does not exist.
 */
public final class S3Objects {

    /** A settings file has at most 1 MiB, the baseline of one account and Region a few. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final String KEY = "[A-Za-z0-9._/=-]+";
    private static final Pattern CODE = Pattern.compile("<Code>([^<]{1,100})</Code>");
    private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]{1,2000})</Message>");

    private final SignedCalls calls;
    private final SignedCalls.Service service;
    private final URI bucket;

    /** What reading again found. */
    public sealed interface Read {

        /** The object is another one than before, or was not read before. */
        record Changed(S3Object object) implements Read {}

        /** The object is the one that was read before. */
        record Unchanged() implements Read {}

        /** There is no such object. */
        record Absent() implements Read {}
    }

    public S3Objects(AwsClients clients, String bucket, Clock clock) {
        this(clients.connection(), bucket, clock, SignedCalls.Pause.SLEEP);
    }

    S3Objects(AwsClients.Connection connection, String bucket, Clock clock, SignedCalls.Pause pause) {
        this.service = new SignedCalls.Service("S3", "s3", connection.region(), MAX_BYTES);
        this.calls = new SignedCalls(connection, service, clock, pause);
        this.bucket = address(connection, bucket);
    }

    static URI address(AwsClients.Connection connection, String bucket) {
        return connection
                .replacedEndpointOf("s3")
                .map(instead -> URI.create(instead + "/" + bucket + "/"))
                .orElseGet(() -> URI.create("https://" + bucket + "."
                        + connection.endpointOf("s3", connection.region()).getAuthority() + "/"));
    }

    /**
     * Reads an object.
     *
     * @throws AwsServiceException if S3 answers with an error
     */
    public Optional<S3Object> get(String key) {
        return read(key, "") instanceof Read.Changed changed ? Optional.of(changed.object()) : Optional.empty();
    }

    /**
     * Reads an object if it is another one than before.
     *
     * @param etag of the object that was read before; empty if there is none
     * @throws AwsServiceException if S3 answers with an error
     */
    public Read read(String key, String etag) {
        Map<String, String> headers = etag.isEmpty() ? Map.of() : Map.of("If-None-Match", etag);
        SignedRequest request = new SignedRequest(SdkHttpMethod.GET, address(key), headers, "");
        return calls.call("GetObject", request, response -> switch (response.status()) {
            case 200 ->
                new Read.Changed(new S3Object(
                        response.text(),
                        etag(response),
                        version(response),
                        response.header("Last-Modified").orElse("")));
            case 304 -> new Read.Unchanged();
            default -> {
                AwsServiceException fault = fault(response);
                if (response.status() == 404
                        && "NoSuchKey".equals(fault.awsErrorDetails().errorCode())) {
                    yield new Read.Absent();
                }
                throw fault;
            }
        });
    }

    /**
     * Writes an object; the latest write of a key is the one that is read.
     *
     * @return the object with its version
     * @throws AwsServiceException if S3 answers with an error
     */
    public S3Object put(String key, String text, String contentType) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        SignedRequest request = new SignedRequest(SdkHttpMethod.PUT, address(key), headers, text);
        return calls.call("PutObject", request, response -> {
            if (response.status() != 200) {
                throw fault(response);
            }
            return new S3Object(text, etag(response), version(response), "");
        });
    }

    private URI address(String key) {
        if (!key.matches(KEY)) {
            throw new IllegalArgumentException(
                    "the key of an object has only A-Z a-z 0-9 . _ / = -, not '" + key + "'");
        }
        return bucket.resolve(key.replace("=", "%3D")); // encoded in the canonical request of a signature
    }

    private static String etag(SignedResponse response) {
        return response.header("ETag").orElse("");
    }

    private static String version(SignedResponse response) {
        return response.header("x-amz-version-id").orElse("");
    }

    private AwsServiceException fault(SignedResponse response) {
        return service.fault(response.status(), part(CODE, response.text()), part(MESSAGE, response.text()));
    }

    private static String part(Pattern pattern, String xml) {
        Matcher matcher = pattern.matcher(xml);
        return matcher.find() ? matcher.group(1) : "";
    }
}
