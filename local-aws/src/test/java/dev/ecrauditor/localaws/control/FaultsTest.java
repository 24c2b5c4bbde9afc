package dev.ecrauditor.localaws.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.ecrauditor.localaws.TestCloud;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ServerException;
import software.amazon.awssdk.services.kms.model.KmsInternalException;
import software.amazon.awssdk.services.sns.model.InternalErrorException;
import software.amazon.awssdk.services.sns.model.ThrottledException;
import software.amazon.awssdk.services.sqs.model.RequestThrottledException;

class FaultsTest {

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void throttlingIsRecognisedAsSuchInEveryService() {
        cloud.aws.failNext("ecr:DescribeRepositories", Fault.THROTTLED, 1);
        cloud.aws.failNext("kms:CreateKey", Fault.THROTTLED, 1);
        cloud.aws.failNext("sns:CreateTopic", Fault.THROTTLED, 1);
        cloud.aws.failNext("sqs:CreateQueue", Fault.THROTTLED, 1);
        cloud.aws.failNext("sts:GetCallerIdentity", Fault.THROTTLED, 1);

        assertThatThrownBy(cloud.ecr::describeRepositories).satisfies(FaultsTest::isThrottling);
        assertThatThrownBy(cloud.kms::createKey).satisfies(FaultsTest::isThrottling);
        assertThatThrownBy(() -> cloud.sns.createTopic(b -> b.name("t")))
                .isInstanceOf(ThrottledException.class)
                .satisfies(FaultsTest::isThrottling);
        assertThatThrownBy(() -> cloud.sqs.createQueue(b -> b.queueName("q")))
                .isInstanceOf(RequestThrottledException.class)
                .satisfies(FaultsTest::isThrottling);
        assertThatThrownBy(cloud.sts::getCallerIdentity).satisfies(FaultsTest::isThrottling);
    }

    @Test
    void internalErrorsAreEachServicesOwn() {
        cloud.aws.failNext("ecr:DescribeRepositories", Fault.INTERNAL_ERROR, 1);
        cloud.aws.failNext("kms:CreateKey", Fault.INTERNAL_ERROR, 1);
        cloud.aws.failNext("sns:CreateTopic", Fault.INTERNAL_ERROR, 1);
        cloud.aws.failNext("sqs:CreateQueue", Fault.INTERNAL_ERROR, 1);
        cloud.aws.failNext("sts:GetCallerIdentity", Fault.INTERNAL_ERROR, 1);

        assertThatThrownBy(cloud.ecr::describeRepositories).isInstanceOf(ServerException.class);
        assertThatThrownBy(cloud.kms::createKey).isInstanceOf(KmsInternalException.class);
        assertThatThrownBy(() -> cloud.sns.createTopic(b -> b.name("t"))).isInstanceOf(InternalErrorException.class);
        assertThatThrownBy(() -> cloud.sqs.createQueue(b -> b.queueName("q")))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(500));
        assertThatThrownBy(cloud.sts::getCallerIdentity)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(500));
    }

    @Test
    void aTimeoutTakesEffectAndADroppedCallDoesNot() {
        cloud.aws.failNext("ecr:CreateRepository", Fault.TIMEOUT, 1);
        cloud.aws.failNext("ecr:CreateRepository", Fault.DROPPED, 1);

        assertThatThrownBy(() -> cloud.createRepository("timeout")).isInstanceOf(SdkClientException.class);
        assertThatThrownBy(() -> cloud.createRepository("dropped")).isInstanceOf(SdkClientException.class);
        cloud.createRepository("fine");

        assertThat(cloud.ecr.describeRepositories().repositories())
                .extracting(r -> r.repositoryName())
                .containsExactly("fine", "timeout");
        assertThat(cloud.aws.requests())
                .filteredOn(request -> request.operation().equals("CreateRepository"))
                .extracting(LoggedRequest::httpStatus, LoggedRequest::errorCode)
                .containsExactly(tuple(0, "TIMEOUT"), tuple(0, "DROPPED"), tuple(200, ""));
    }

    @Test
    void aClientThatRetriesSucceedsAfterTheFaults() {
        EcrClient retrying = cloud.at(EcrClient.builder(), AwsBasicCredentials.create("test", "test"), TestCloud.REGION)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                        .build())
                .build();
        cloud.aws.failNext("ecr:DescribeRepositories", Fault.INTERNAL_ERROR, 1);
        cloud.aws.failNext("ecr:DescribeRepositories", Fault.DROPPED, 1);

        assertThat(retrying.describeRepositories().repositories()).isEmpty();
        assertThat(cloud.aws.requests()).hasSize(3);
    }

    @Test
    void anInvalidFaultIsRefused() {
        assertThatThrownBy(() -> cloud.aws.failNext("ecr:Nothing", Fault.DROPPED, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cloud.aws.failNext("ecr:CreateRepository", Fault.DROPPED, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void isThrottling(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.isThrottlingException()).isTrue());
    }
}
