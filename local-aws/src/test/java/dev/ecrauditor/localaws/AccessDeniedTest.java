package dev.ecrauditor.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.call.DenialReason;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;

class AccessDeniedTest {

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void aDeniedActionHasTheMessageOfAws() {
        cloud.createRepository("app");
        cloud.aws.deny(TestCloud.HOME, "ecr:GetRepositoryPolicy");

        assertThatThrownBy(() -> cloud.ecr.getRepositoryPolicy(b -> b.repositoryName("app")))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"))
                .hasMessageContaining("User: arn:aws:iam::111122223333:user/local-aws is not authorized to perform:"
                        + " ecr:GetRepositoryPolicy on resource: arn:aws:ecr:us-east-1:111122223333:repository/app"
                        + " because no identity-based policy allows the ecr:GetRepositoryPolicy action");
    }

    @ParameterizedTest
    @EnumSource(DenialReason.class)
    void everyReasonHasTheSameCodeAndItsOwnEnd(DenialReason reason) {
        cloud.createRepository("app");
        cloud.aws.deny(TestCloud.HOME, "ecr:GetRepositoryPolicy", reason);

        assertThatThrownBy(() -> cloud.ecr.getRepositoryPolicy(b -> b.repositoryName("app")))
                .isInstanceOfSatisfying(AwsServiceException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                    assertThat(e.awsErrorDetails().errorMessage())
                            .endsWith("repository/app" + reason.of("ecr:GetRepositoryPolicy"));
                });
    }

    @Test
    void aStateFileCanHaveAReason() {
        cloud.load(TestCloud.HOME, "\"denied\": [\"ecr:DescribeRepositories SERVICE_CONTROL_POLICY\"]");
        assertThatThrownBy(cloud.ecr::describeRepositories)
                .hasMessageContaining("with an explicit deny in a service control policy");
        assertThatThrownBy(() -> cloud.load(TestCloud.HOME, "\"denied\": [\"ecr:DescribeRepositories MOON\"]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 'MOON'");
    }

    @Test
    void onlyTheDeniedAccountIsRefused() {
        cloud.aws.deny(TestCloud.HOME, "ecr:DescribeRepositories");
        EcrClient member = cloud.ecr(cloud.assume(TestCloud.MEMBER), TestCloud.REGION);

        assertThat(member.describeRepositories().repositories()).isEmpty();
        assertThatThrownBy(cloud.ecr::describeRepositories).hasMessageContaining("on resource: *");
    }

    @Test
    void everyServiceHasItsOwnCode() {
        cloud.aws.deny(TestCloud.HOME, "kms:DescribeKey");
        cloud.aws.deny(TestCloud.HOME, "sns:Publish");
        cloud.aws.deny(TestCloud.HOME, "sqs:SendMessage");

        assertThatThrownBy(() -> cloud.kms.describeKey(b -> b.keyId("alias/x")))
                .hasMessageContaining("kms:DescribeKey on resource: arn:aws:kms:us-east-1:111122223333:alias/x");
        assertThatThrownBy(() -> cloud.sns.publish(
                        b -> b.topicArn("arn:aws:sns:us-east-1:111122223333:t").message("m")))
                .isInstanceOf(AuthorizationErrorException.class);
        assertThatThrownBy(() -> cloud.sqs.sendMessage(b ->
                        b.queueUrl(cloud.aws.endpoint() + "/111122223333/q").messageBody("m")))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"))
                .hasMessageContaining("arn:aws:sqs:us-east-1:111122223333:q");
    }

    @Test
    void aDenialOfTheStateFileHoldsInItsRegionUntilAllowed() {
        cloud.load(TestCloud.HOME, "\"denied\": [\"ecr:DescribeRepositories\"]");
        assertThatThrownBy(cloud.ecr::describeRepositories).hasMessageContaining("is not authorized");

        cloud.aws.allow(TestCloud.HOME, "ecr:DescribeRepositories");
        assertThat(cloud.ecr.describeRepositories().repositories()).isEmpty();
    }

    @Test
    void anInvalidActionOrAccountIsRejected() {
        assertThatThrownBy(() -> cloud.aws.deny(TestCloud.HOME, "ecr:GetRepositoryPolcy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("local-aws does not have ecr:GetRepositoryPolcy");
        assertThatThrownBy(() -> cloud.aws.deny("home", "ecr:GetRepositoryPolicy"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
