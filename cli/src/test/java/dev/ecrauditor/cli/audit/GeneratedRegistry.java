package dev.ecrauditor.cli.audit;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * A registry of any number of repositories that is not kept: each answer is made from the number of a repository. Real
 * clients call it inside their process.
 */
final class GeneratedRegistry implements SdkHttpClient {

    static final String ACCOUNT = "111122223333";
    static final String REGION = "us-east-1";

    private static final int PAGE = 1_000;
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private final int repositories;

    GeneratedRegistry(int repositories) {
        this.repositories = repositories;
    }

    /** Of 35 characters. */
    static String name(int number) {
        return "team-%04d/a-service-with-a-name-%04d".formatted(number / 100, number % 10_000);
    }

    static String arn(int number) {
        return "arn:aws:ecr:" + REGION + ":" + ACCOUNT + ":repository/" + name(number);
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
        return "GeneratedRegistry";
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
        String body = body(target.substring(target.lastIndexOf('.') + 1), json(request));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(body.startsWith("{\"__type\"") ? 400 : 200)
                        .putHeader("Content-Length", Integer.toString(bytes.length))
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
                .build();
    }

    private static Json json(HttpExecuteRequest request) throws IOException {
        try (InputStream content = request.contentStreamProvider().orElseThrow().newStream()) {
            return JsonReader.read(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (MalformedJson notOfTheClient) {
            throw new IOException(notOfTheClient);
        }
    }

    private String body(String operation, Json request) {
        return switch (operation) {
            case "DescribeRepositories" -> request.items("repositoryNames").isEmpty() ? page(request) : named(request);
            case "GetRepositoryPolicy" -> policy(request);
            case "GetRegistryPolicy" -> "{\"__type\":\"RegistryPolicyNotFoundException\",\"message\":\"none\"}";
            case "DescribeRegistry" ->
                "{\"registryId\":\"%s\",\"replicationConfiguration\":{\"rules\":[]}}".formatted(ACCOUNT);
            case "GetRegistryScanningConfiguration" ->
                "{\"scanningConfiguration\":{\"scanType\":\"BASIC\",\"rules\":[]}}";
            case "DescribePullThroughCacheRules" -> "{\"pullThroughCacheRules\":[]}";
            case "DescribeRepositoryCreationTemplates" -> "{\"repositoryCreationTemplates\":[]}";
            case "DescribeKey" ->
                "{\"KeyMetadata\":{\"KeyId\":\"%s\",\"Arn\":\"%s\",\"KeyManager\":\"CUSTOMER\",\"KeyState\":\"Enabled\",\"KeySpec\":\"SYMMETRIC_DEFAULT\",\"Origin\":\"AWS_KMS\"}}"
                        .formatted(KEY, KEY);
            default -> "{\"__type\":\"AccessDeniedException\",\"message\":\"not authorized\"}";
        };
    }

    private String page(Json request) {
        int start = request.text("nextToken").map(Integer::parseInt).orElse(0);
        int end = Math.min(repositories, start + PAGE);
        String next = end < repositories ? ",\"nextToken\":\"" + end + "\"" : "";
        return IntStream.range(start, end)
                .mapToObj(number -> described(name(number)))
                .collect(Collectors.joining(",", "{\"repositories\":[", "]" + next + "}"));
    }

    private static String named(Json request) {
        return "{\"repositories\":["
                + described(((Json.Str) request.items("repositoryNames").get(0)).value()) + "]}";
    }

    /** Without scanning and with mutable tags, so that each has findings. */
    private static String described(String name) {
        return "{\"repositoryArn\":\"arn:aws:ecr:%s:%s:repository/%s\",\"registryId\":\"%s\",\"repositoryName\":\"%s\",\"createdAt\":1770000000,\"imageTagMutability\":\"MUTABLE\",\"imageScanningConfiguration\":{\"scanOnPush\":false},\"encryptionConfiguration\":{\"encryptionType\":\"KMS\",\"kmsKey\":\"%s\"}}"
                .formatted(REGION, ACCOUNT, name, ACCOUNT, name, KEY);
    }

    /** No two have the same text. */
    private static String policy(Json request) {
        String name = request.text("repositoryName").orElseThrow();
        String text =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"%s\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::%s:root\"},\"Action\":\"ecr:BatchGetImage\"}]}"
                        .formatted(name.replaceAll("[^a-z0-9]", ""), ACCOUNT);
        return "{\"registryId\":\"%s\",\"repositoryName\":\"%s\",\"policyText\":\"%s\"}"
                .formatted(ACCOUNT, name, text.replace("\"", "\\\""));
    }
}
