package dev.ecrauditor.aws.priming;

import dev.ecrauditor.repository.RepositoryArn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Answers the calls of an invented event inside this process, instead of AWS: nothing leaves it. */
public final class InventedAws implements SdkHttpClient {

    /** The policy of the repository: critical, so that its alert waits for nothing. */
    public static final String PUBLIC_POLICY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["ecr:BatchGetImage",\
            "ecr:GetDownloadUrlForLayer","ecr:PutImage"]}]}""";

    private final InventedAnswers answers;

    /**
     * @param repository the only one
     */
    public InventedAws(RepositoryArn repository, Clock clock) {
        this.answers = new InventedAnswers(repository, clock);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return answer(request);
            }

            @Override
            public void abort() {
                // It is answered at once.
            }
        };
    }

    @Override
    public String clientName() {
        return "Invented";
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
        String body = body(request);
        InventedAnswers.Answer answer = answers.to(operation(request, body), body);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(answer.status())
                        .putHeader("Content-Length", Integer.toString(bytes.length))
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
                .build();
    }

    private static String body(HttpExecuteRequest request) throws IOException {
        if (request.contentStreamProvider().isEmpty()) {
            return "";
        }
        try (InputStream content = request.contentStreamProvider().get().newStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** {@code X-Amz-Target: Service.Operation}, or {@code Action=Operation&...} in the query protocol. */
    private static String operation(HttpExecuteRequest request, String body) {
        return request.httpRequest()
                .firstMatchingHeader("X-Amz-Target")
                .map(target -> target.substring(target.lastIndexOf('.') + 1))
                .orElseGet(() -> body.replaceFirst("^Action=", "").replaceFirst("(?s)&.*", ""));
    }
}
