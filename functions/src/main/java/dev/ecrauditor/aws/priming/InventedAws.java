package dev.ecrauditor.aws.priming;

import dev.ecrauditor.repository.RepositoryArn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Answers the calls of invented events inside this process, instead of AWS: nothing leaves it. */
public final class InventedAws implements SdkHttpClient {

    /** The account of the repositories. */
    public static final String ACCOUNT = "111122223333";

    private static final String PREFIX = "invented-";

    /** The first is critical, so that its alert waits for nothing. */
    private static final List<String> POLICIES = List.of("""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["ecr:BatchGetImage",\
            "ecr:GetDownloadUrlForLayer","ecr:PutImage"]}]}""", """
            {"Version":"2012-10-17","Statement":[{"Sid":"Own","Effect":"Allow","Principal":{"AWS":\
            "arn:aws:iam::111122223333:root"},"Action":"ecr:*"},{"Sid":"Other","Effect":"Allow","Principal":{"AWS":\
            ["arn:aws:iam::444455556666:root","444455556666"]},"Action":["ecr:PutImage","ecr:BatchGetImage"]},\
            {"Sid":"Service","Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":\
            "ecr:BatchGetImage","Condition":{"StringLike":{"aws:SourceArn":"arn:aws:lambda:*:111122223333:*"}}}]}""", """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"ecr:*",\
            "Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-exampleorg1"}}}}""");

    private final InventedAnswers answers;

    /**
     * @param region where its repositories are
     */
    public InventedAws(String region, Clock clock) {
        this.answers = new InventedAnswers(region, clock);
    }

    /** One of any number of repositories in a Region, all in the same account. */
    public static RepositoryArn repository(String region, int number) {
        return new RepositoryArn(RepositoryArn.partitionOf(region), region, ACCOUNT, PREFIX + number);
    }

    /** The policy of a repository. */
    public static String policy(String repositoryName) {
        int number = Integer.parseInt(repositoryName.substring(PREFIX.length()));
        return POLICIES.get(number % POLICIES.size());
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
