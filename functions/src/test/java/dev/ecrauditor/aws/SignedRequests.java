package dev.ecrauditor.aws;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Keeps the last request that an SDK client signed, and answers each with an error that is not repeated. */
final class SignedRequests implements SdkHttpClient {

    private static final Pattern SCOPE =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=[^/]+/\\d{8}/([^/]+)/([^/]+)/aws4_request, .*");

    private Optional<SdkHttpRequest> last = Optional.empty();

    /**
     * Where a request goes, and what its signature is valid for.
     *
     * @param region of the credential scope
     * @param service of the credential scope
     */
    record Signed(String protocol, String host, String region, String service) {}

    /** Of the last request. */
    Signed last() {
        SdkHttpRequest request = last.orElseThrow();
        Matcher scope =
                SCOPE.matcher(request.firstMatchingHeader("Authorization").orElse("not signed"));
        if (!scope.matches()) {
            throw new IllegalStateException("not signed by Signature Version 4: " + request);
        }
        return new Signed(request.protocol(), request.host(), scope.group(1), scope.group(2));
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        last = Optional.of(request.httpRequest());
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
                return HttpExecuteResponse.builder()
                        .response(SdkHttpResponse.builder().statusCode(400).build())
                        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                        .build();
            }

            @Override
            public void abort() {
                // It is answered at once.
            }
        };
    }

    @Override
    public String clientName() {
        return "SignedRequests";
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
