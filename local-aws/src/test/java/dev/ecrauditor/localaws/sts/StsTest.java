package dev.ecrauditor.localaws.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

class StsTest {

    private static final String ROLE = "arn:aws:iam::444455556666:role/audit/Reader";

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void anyKeyBelongsToTheDefaultAccount() {
        GetCallerIdentityResponse identity = cloud.sts.getCallerIdentity();

        assertThat(identity.account()).isEqualTo(TestCloud.HOME);
        assertThat(identity.arn()).isEqualTo("arn:aws:iam::111122223333:user/local-aws");
    }

    @Test
    void anAccessKeyOfTwelveDigitsIsThatAccount() {
        assertThat(cloud.sts(AwsBasicCredentials.create("777788889999", "test"), TestCloud.REGION)
                        .getCallerIdentity()
                        .account())
                .isEqualTo("777788889999");
    }

    @Test
    void anAssumedRoleIsItsAccount() {
        GetCallerIdentityResponse identity =
                cloud.sts(cloud.assume(TestCloud.MEMBER), TestCloud.REGION).getCallerIdentity();

        assertThat(identity.account()).isEqualTo(TestCloud.MEMBER);
        assertThat(identity.arn()).isEqualTo("arn:aws:sts::444455556666:assumed-role/Reader/auditor");
        assertThat(identity.userId()).endsWith(":auditor");
    }

    @Test
    void credentialsExpireAfterTheRequestedDuration() {
        AssumeRoleResponse answer = cloud.sts.assumeRole(b ->
                b.roleArn(ROLE).roleSessionName("auditor").durationSeconds(900).externalId("x"));

        assertThat(answer.credentials().expiration()).isEqualTo(Instant.parse("2026-11-20T10:20:00Z"));
        assertThat(answer.credentials().accessKeyId()).hasSize(20).startsWith("ASIA");
        assertThat(answer.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::444455556666:assumed-role/Reader/auditor");
    }

    @Test
    void stateIsPerAccountAndRegion() {
        EcrClient member = cloud.ecr(cloud.assume(TestCloud.MEMBER), TestCloud.REGION);
        cloud.createRepository("home");
        member.createRepository(b -> b.repositoryName("member"));

        assertThat(cloud.ecr.describeRepositories().repositories())
                .extracting(Repository::repositoryName)
                .containsExactly("home");
        assertThat(member.describeRepositories().repositories())
                .extracting(Repository::repositoryArn)
                .containsExactly("arn:aws:ecr:us-east-1:444455556666:repository/member");
        assertThat(cloud.ecr(cloud.assume(TestCloud.MEMBER), "eu-west-1")
                        .describeRepositories()
                        .repositories())
                .isEmpty();
    }

    @Test
    void theAccountOfTheRoleCanRefuseAssumeRole() {
        cloud.aws.deny(TestCloud.MEMBER, "sts:AssumeRole");

        assertThatThrownBy(() -> cloud.assume(TestCloud.MEMBER)).isInstanceOfSatisfying(StsException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            assertThat(e)
                    .hasMessageContaining("User: arn:aws:iam::111122223333:user/local-aws is not authorized to perform:"
                            + " sts:AssumeRole on resource: " + ROLE);
        });
        cloud.assume("777788889999");

        cloud.aws.allow(TestCloud.MEMBER, "sts:AssumeRole");
        cloud.assume(TestCloud.MEMBER);
    }

    @Test
    void wrongParametersAreValidationErrors() {
        assertThatThrownBy(() -> cloud.sts.assumeRole(b -> b.roleArn("Reader").roleSessionName("auditor")))
                .isInstanceOfSatisfying(
                        StsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError"));
        assertThatThrownBy(() -> cloud.sts.assumeRole(b -> b.roleArn(ROLE))).isInstanceOf(StsException.class);
        assertThatThrownBy(() -> cloud.sts.assumeRole(b -> b.roleArn(ROLE).roleSessionName("a b")))
                .isInstanceOf(StsException.class);
        assertThatThrownBy(() -> cloud.sts.assumeRole(
                        b -> b.roleArn(ROLE).roleSessionName("auditor").durationSeconds(1)))
                .isInstanceOf(StsException.class);
    }

    @Test
    void onlyTheRolesOfTheStateExist() {
        cloud.load("""
                {"accounts": {"444455556666": {"roles": {
                  "Reader": {"trusts": ["111122223333"]}, "Other": {"trusts": ["123456789012"]}}}}}""");
        String words = "User: arn:aws:iam::111122223333:user/local-aws is not authorized to perform: sts:AssumeRole on"
                + " resource: arn:aws:iam::444455556666:role/";

        cloud.assume(TestCloud.MEMBER);
        cloud.assume("777788889999");

        refused("arn:aws:iam::444455556666:role/Missing", words + "Missing");
        refused("arn:aws:iam::444455556666:role/Other", words + "Other");
        assertThatThrownBy(() -> cloud.load(
                        "{\"accounts\": {\"444455556666\": {\"roles\": {\"R\": {\"trusts\":" + " [\"me\"]}}}}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accounts.444455556666.roles.R.trusts");
    }

    /** AWS does not say whether the role exists. */
    private void refused(String role, String message) {
        assertThatThrownBy(() -> cloud.sts.assumeRole(b -> b.roleArn(role).roleSessionName("auditor")))
                .isInstanceOfSatisfying(StsException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(403);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                    assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
                });
    }
}
