package dev.ecrauditor.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class NotImplementedTest {

    private static final String SIGNED =
            "AWS4-HMAC-SHA256 Credential=test/20261120/us-east-1/%s/aws4_request, Signature=0";

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void anOperationItDoesNotHaveIsRefusedByName() {
        refusedByName(
                () -> cloud.ecr.startImageScan(b -> b.repositoryName("app").imageId(i -> i.imageTag("x"))),
                "local-aws does not have ecr:StartImageScan");
        refusedByName(cloud.kms::listKeys, "local-aws does not have kms:ListKeys");
        refusedByName(cloud.sns::listTopics, "local-aws does not have sns:ListTopics");
        refusedByName(cloud.sqs::listQueues, "local-aws does not have sqs:ListQueues");
        refusedByName(cloud.sts::getSessionToken, "local-aws does not have sts:GetSessionToken");
        assertThat(cloud.lastRequest().httpStatus()).isEqualTo(501);
        assertThat(cloud.lastRequest().action()).isEqualTo("sts:GetSessionToken");
    }

    @Test
    void aParameterItDoesNotHaveIsRefusedByName() {
        refusedByName(
                () -> cloud.kms.createKey(b -> b.xksKeyId("xks")),
                "local-aws does not have the parameter XksKeyId of kms:CreateKey");
        cloud.sns.createTopic(b -> b.name("t"));
        refusedByName(
                () -> cloud.sns.subscribe(b -> b.topicArn("arn:aws:sns:us-east-1:111122223333:t")
                        .protocol("email")
                        .endpoint("a@b")
                        .attributes(Map.of("FilterPolicy", "{}"))),
                "local-aws does not have the subscription attribute FilterPolicy");
    }

    @Test
    void aServiceItDoesNotHaveIsRefusedByName() throws Exception {
        HttpResponse<String> dynamo = post("dynamodb", "application/x-amz-json-1.0", "DynamoDB_20120810.PutItem", "{}");
        assertThat(dynamo.statusCode()).isEqualTo(501);
        assertThat(dynamo.body()).contains("local-aws does not have dynamodb:PutItem");

        HttpResponse<String> s3 = post("s3", "text/plain", "", "");
        assertThat(s3.statusCode()).isEqualTo(501);
        assertThat(s3.body()).contains("<Code>NotImplemented</Code>").contains("s3:POST /");
    }

    @Test
    void anUnknownProtocolIsRefused() throws Exception {
        HttpResponse<String> wrongVersion = post(
                "ecr", "application/x-amz-json-1.0", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories", "{}");
        assertThat(wrongVersion.statusCode()).isEqualTo(400);
        assertThat(wrongVersion.body()).contains("ecr speaks application/x-amz-json-1.1");

        HttpResponse<String> query = post("sqs", "application/x-www-form-urlencoded", "", "Action=SendMessage");
        assertThat(query.statusCode()).isEqualTo(400);
        assertThat(query.body()).contains("sqs does not speak the Query protocol here");
    }

    @Test
    void aBodyThatCannotBeReadIsRefused() throws Exception {
        String target = "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories";
        String json = "application/x-amz-json-1.1";
        assertThat(post("ecr", json, target, "{").body()).contains("SerializationException");
        assertThat(post("ecr", json, target, "[]").body()).contains("not a JSON object");
        assertThat(post("ecr", json, target, "{\"repositoryNames\": 1}").body()).contains("must be an array");
        assertThat(post("sns", "application/x-www-form-urlencoded", "", "Action=Publish&A=1&A.b=2")
                        .body())
                .contains("MalformedQueryString");
    }

    @Test
    void anUnsignedRequestIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(cloud.aws.endpoint())
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "TrentService.CreateKey")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("MissingAuthenticationToken");
        assertThat(cloud.lastRequest().account()).isEmpty();
    }

    private HttpResponse<String> post(String service, String contentType, String target, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(cloud.aws.endpoint())
                .header("Authorization", SIGNED.formatted(service))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!target.isEmpty()) {
            request.header("X-Amz-Target", target);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void refusedByName(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(AwsServiceException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(501);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NotImplemented");
                })
                .hasMessageContaining(message);
    }
}
