package dev.ecrauditor.localaws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.localaws.TestCloud;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class S3Test {

    private static final String SIGNED =
            "AWS4-HMAC-SHA256 Credential=%s/20261120/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";

    @AutoClose
    final TestCloud cloud = new TestCloud();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void everyVersionIsKeptAndTheLatestIsRead() throws Exception {
        cloud.aws.createBucket("bucket");
        String first = header(put("/bucket/a/b.json", "{\"one\":\"\u00e9\"}"), "x-amz-version-id");
        put("/bucket/a/b.json", "{}");

        HttpResponse<String> latest = send("GET", "/bucket/a/b.json", "");
        assertThat(latest.statusCode()).isEqualTo(200);
        assertThat(latest.body()).isEqualTo("{}");
        assertThat(header(latest, "Content-Type")).isEqualTo("application/json");
        assertThat(header(latest, "Last-Modified")).isEqualTo("Fri, 20 Nov 2026 10:05:00 GMT");
        assertThat(send("GET", "/bucket/a/b.json?versionId=" + first, "").body())
                .isEqualTo("{\"one\":\"\u00e9\"}");
        assertThat(send("GET", "/bucket/a/b.json?versionId=other", "").body()).contains("<Code>NoSuchVersion</Code>");
    }

    @Test
    void theSameContentIsNotSentAgain() throws Exception {
        cloud.aws.createBucket("bucket");
        String etag = header(put("/bucket/a", "x"), "ETag");

        HttpResponse<String> again = send("GET", "/bucket/a", etag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(send("GET", "/bucket/a", "\"0\"").statusCode()).isEqualTo(200);
    }

    @Test
    void headDescribesWithoutContent() throws Exception {
        cloud.aws.createBucket("bucket");
        String etag = header(put("/bucket/a", "x"), "ETag");

        HttpResponse<String> head = send("HEAD", "/bucket/a", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "ETag")).isEqualTo(etag);
        assertThat(send("HEAD", "/bucket/b", "").statusCode()).isEqualTo(404);
    }

    @Test
    void errorsAreTheXmlOfS3() throws Exception {
        HttpResponse<String> noBucket = send("GET", "/bucket/a", "");
        assertThat(noBucket.statusCode()).isEqualTo(404);
        assertThat(noBucket.body()).startsWith("<Error><Code>NoSuchBucket</Code><Message>");

        cloud.aws.createBucket("bucket");
        HttpResponse<String> noKey = send("GET", "/bucket/a", "");
        assertThat(noKey.statusCode()).isEqualTo(404);
        assertThat(noKey.body()).contains("<Code>NoSuchKey</Code>", "<Key>a</Key>");
    }

    @Test
    void whoMayNotListIsNotToldThatAnObjectDoesNotExist() throws Exception {
        cloud.aws.createBucket("bucket");
        put("/bucket/a", "x");
        cloud.aws.deny(TestCloud.HOME, "s3:ListBucket");

        assertThat(send("GET", "/bucket/b", "").statusCode()).isEqualTo(403);
        assertThat(send("GET", "/bucket/a", "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/bucket?list-type=2", "").body())
                .contains("s3:ListBucket on resource: arn:aws:s3:::bucket");
    }

    @Test
    void readingAndWritingHavePermissionsOfTheirOwn() throws Exception {
        cloud.aws.createBucket("bucket");
        cloud.aws.deny(TestCloud.HOME, "s3:PutObject");
        assertThat(put("/bucket/a", "x").body())
                .contains("<Code>AccessDenied</Code>", "s3:PutObject on resource: arn:aws:s3:::bucket/a");

        cloud.aws.allow(TestCloud.HOME, "s3:PutObject");
        cloud.aws.deny(TestCloud.HOME, "s3:GetObject");
        put("/bucket/a", "x");
        assertThat(send("GET", "/bucket/a", "").statusCode()).isEqualTo(403);
        assertThat(send("HEAD", "/bucket/a", "").statusCode()).isEqualTo(403);
    }

    @Test
    void keysAreListedByPrefix() throws Exception {
        cloud.aws.createBucket("bucket");
        for (String key : new String[] {"b/2", "a/1", "b/1"}) {
            put("/bucket/" + key, "x");
        }

        assertThat(send("GET", "/bucket?list-type=2&prefix=b%2F", "").body())
                .contains("<Contents><Key>b/1</Key></Contents><Contents><Key>b/2</Key></Contents>")
                .doesNotContain("a/1");
    }

    @Test
    void aWriteOnlyWhereNothingIsNeedsAnAbsentObject() throws Exception {
        cloud.aws.createBucket("bucket");
        HttpRequest.Builder create = request("/bucket/a", "").header("If-None-Match", "*");
        HttpRequest once = create.PUT(HttpRequest.BodyPublishers.ofString("x")).build();

        assertThat(http.send(once, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        assertThat(http.send(once, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(412);
    }

    private HttpResponse<String> put(String path, String body) throws Exception {
        HttpRequest request = request(path, "")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String etag) throws Exception {
        HttpRequest request = request(path, etag)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String etag) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cloud.aws.endpoint() + path))
                .header("Authorization", SIGNED.formatted("test"));
        return etag.isEmpty() ? request : request.header("If-None-Match", etag);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
