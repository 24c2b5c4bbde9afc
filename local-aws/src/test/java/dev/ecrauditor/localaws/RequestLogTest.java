package dev.ecrauditor.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.control.LoggedRequest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RequestLogTest {

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void aRequestIsLoggedWithCallerPlaceOperationAndStatus() {
        cloud.createRepository("app");

        assertThat(cloud.lastRequest())
                .isEqualTo(new LoggedRequest(
                        TestCloud.START,
                        TestCloud.HOME,
                        TestCloud.REGION,
                        "ecr",
                        "CreateRepository",
                        "app",
                        "{\"repositoryName\":\"app\"}",
                        200,
                        ""));
        assertThat(cloud.lastRequest().action()).isEqualTo("ecr:CreateRepository");
    }

    @Test
    void aRefusedRequestIsLoggedWithItsErrorCode() {
        assertThatThrownBy(() -> cloud.ecr.getRepositoryPolicy(b -> b.repositoryName("nope")))
                .isInstanceOf(RuntimeException.class);

        assertThat(cloud.lastRequest().httpStatus()).isEqualTo(400);
        assertThat(cloud.lastRequest().errorCode()).isEqualTo("RepositoryNotFoundException");
    }

    @Test
    void aRequestOfAnAssumedRoleIsLoggedUnderItsAccount() {
        cloud.ecr(cloud.assume(TestCloud.MEMBER), "eu-west-1").describeRepositories();

        assertThat(cloud.aws.requests().get(0).resource()).isEqualTo("arn:aws:iam::444455556666:role/audit/Reader");
        assertThat(cloud.lastRequest().account()).isEqualTo(TestCloud.MEMBER);
        assertThat(cloud.lastRequest().region()).isEqualTo("eu-west-1");
        assertThat(cloud.lastRequest().resource()).isEmpty();
    }

    @Test
    void theResourceIsNamedTheSameHoweverTheCallerNamedIt() {
        cloud.kms.describeKey(b -> b.keyId("alias/aws/ecr"));
        assertThat(cloud.lastRequest().resource()).isEqualTo("alias/aws/ecr");

        String arn = cloud.kms.createKey().keyMetadata().arn();
        cloud.kms.describeKey(b -> b.keyId(arn));
        assertThat(arn).endsWith("key/" + cloud.lastRequest().resource());

        String topic = cloud.sns.createTopic(b -> b.name("alerts")).topicArn();
        assertThat(cloud.lastRequest().resource()).isEqualTo("alerts");
        cloud.sns.publish(b -> b.topicArn(topic).message("m"));
        assertThat(cloud.lastRequest().resource()).isEqualTo("alerts");

        String queue = cloud.sqs.createQueue(b -> b.queueName("inbox")).queueUrl();
        cloud.sqs.sendMessage(b -> b.queueUrl(queue).messageBody("m"));
        assertThat(cloud.lastRequest().resource()).isEqualTo("inbox");

        cloud.createRepository("app");
        cloud.ecr.batchGetRepositoryScanningConfiguration(b -> b.repositoryNames("app"));
        assertThat(cloud.lastRequest().resource()).isEqualTo("app");
        cloud.ecr.batchGetRepositoryScanningConfiguration(b -> b.repositoryNames("app", "other"));
        assertThat(cloud.lastRequest().resource()).isEmpty();
    }
}
