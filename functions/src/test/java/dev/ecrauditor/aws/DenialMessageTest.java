package dev.ecrauditor.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.PolicyType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.model.EcrException;

/** AWS's messages, as in the IAM User Guide, and messages that only resemble them. */
class DenialMessageTest {

    private static final String BEGIN =
            "User: arn:aws:sts::111122223333:assumed-role/ecr-auditor-read/ecr-auditor is not"
                    + " authorized to perform: ecr:GetRepositoryPolicy on resource:"
                    + " arn:aws:ecr:us-east-1:111122223333:repository/payments/api ";

    @ParameterizedTest
    @CsvSource({
        "IDENTITY, because no identity-based policy allows the ecr:GetRepositoryPolicy action",
        "RESOURCE, because no resource-based policy allows the ecr:GetRepositoryPolicy action",
        "SERVICE_CONTROL, because no service control policy allows the ecr:GetRepositoryPolicy action",
        "RESOURCE_CONTROL, because no resource control policy allows the ecr:GetRepositoryPolicy action",
        "PERMISSIONS_BOUNDARY, because no permissions boundary allows the ecr:GetRepositoryPolicy action",
        "SESSION, because no session policy allows the ecr:GetRepositoryPolicy action",
        "VPC_ENDPOINT, because no VPC endpoint policy allows the ecr:GetRepositoryPolicy action",
        "ROLE_TRUST, because no role trust policy allows the sts:AssumeRole action",
        "ROLE_TRUST, because the role trust policy allows the sts:AssumeRole action"
    })
    void whatNoPolicyAllowsNamesTheKindOfPolicy(PolicyType type, String end) {
        assertThat(DenialMessage.read(BEGIN + end)).isEqualTo(new Denial(type, false));
    }

    @ParameterizedTest
    @CsvSource({
        "IDENTITY, with an explicit deny in an identity-based policy",
        "RESOURCE, with an explicit deny in a resource-based policy",
        "SERVICE_CONTROL, with an explicit deny in a service control policy",
        "SERVICE_CONTROL, with an explicit deny in a service control policy: arn:aws:organizations::444455556666:policy/o-a/service_control_policy/p-b",
        "SERVICE_CONTROL, due to an explicit deny in a Service Control Policy",
        "RESOURCE_CONTROL, with an explicit deny in a resource control policy",
        "PERMISSIONS_BOUNDARY, with an explicit deny in a permissions boundary",
        "SESSION, with an explicit deny in a session policy",
        "VPC_ENDPOINT, with an explicit deny in a VPC endpoint policy",
        "VPC_ENDPOINT, with an explicit deny in a VPC endpoint policy transitively through a service control policy",
        "ROLE_TRUST, with an explicit deny in the role trust policy",
        "NOT_SAID, with an explicit deny"
    })
    void anExplicitDenyNamesTheKindOfPolicy(PolicyType type, String end) {
        assertThat(DenialMessage.read(BEGIN + end)).isEqualTo(new Denial(type, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Access Denied",
                "because no moon phase policy allows the ecr:GetRepositoryPolicy action",
                "identity-based policy",
                "resource-based policy",
                "because no identity-based policy forbids it",
                "explicit deny",
                "\u202Ewith\u0000an\nexplicit\u00A0deny <!channel> https://example.org/"
            })
    void whateverElseIsSaidIsNotUnderstood(String message) {
        assertThat(DenialMessage.read(message)).isEqualTo(Denial.NOT_SAID);
    }

    @Test
    void aMessageThatSaysTwoThingsSaysNothing() {
        String both =
                "with an explicit deny in a resource-based policy because no identity-based policy allows the x action";
        assertThat(DenialMessage.read(BEGIN + both)).isEqualTo(Denial.NOT_SAID);
    }

    /** Names have no spaces, so that nobody can put a sentence into one. */
    @Test
    void aNameThatResemblesAReasonIsNone() {
        String name = "repository/with-an-explicit-deny-in-a-resource-based-policy";
        assertThat(DenialMessage.read("on resource: " + name
                        + " because no identity-based policy allows the ecr:GetRepositoryPolicy action"))
                .isEqualTo(new Denial(PolicyType.IDENTITY, false));
    }

    @Test
    void aMessageOfAnyLengthIsReadInTime() {
        assertThat(DenialMessage.read("because no ".repeat(1_000_000))).isEqualTo(Denial.NOT_SAID);
    }

    @Test
    void anErrorWithoutDetailsOrMessageIsNotUnderstood() {
        AwsServiceException bare = EcrException.builder().message("x").build();
        AwsServiceException silent = EcrException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDeniedException")
                        .build())
                .build();
        assertThat(AwsErrors.denial(bare)).isEqualTo(Denial.NOT_SAID);
        assertThat(AwsErrors.denial(silent)).isEqualTo(Denial.NOT_SAID);
    }
}
