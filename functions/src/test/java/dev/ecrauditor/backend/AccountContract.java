package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.ListPullTimeUpdateExclusionsRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

/** Which account a call acts in, and what a backend does with calls it does not have. */
interface AccountContract extends BackendContractPart {

    @Test
    default void anAssumedRoleActsInTheAccountOfItsArn() {
        assertThat(callerOf(fixture().owner())).isEqualTo("111122223333");
        assertThat(callerOf(fixture().otherOwner())).isEqualTo("444455556666");
    }

    /** AWS has no such keys: simulations only read the account from them. */
    @Test
    default void twelveDigitsAsAccessKeyAreTheAccount() throws Throwable {
        String asked = fixture().hub().account();
        Expectation.asOnAws(() -> {
                    throw new AssertionError("AWS refuses such a key");
                })
                .unless(
                        Difference.ACCOUNT_BY_ACCESS_KEY,
                        () -> assertThat(asked).isEqualTo(BackendFixture.HUB))
                .unless(
                        Difference.ACCOUNT_ONLY_BY_ASSUME_ROLE,
                        () -> assertThat(asked)
                                .isNotEqualTo(BackendFixture.HUB)
                                .containsOnlyDigits()
                                .hasSize(12))
                .holdsOn(fixture().backend());
    }

    @Test
    default void twoAccountsSeeOnlyTheirOwnRepositories() {
        fixture().requireEcr();
        RepositoryArn ours = fixture().owner().createRepository("payments/api", true);
        RepositoryArn theirs = fixture().otherOwner().createRepository("tools/linter", false);
        assertThat(fixture().readRepository(ours).scanOnPush()).isTrue();
        assertThat(fixture().readRepository(theirs).scanOnPush()).isFalse();
        assertThat(fixture().reader().read(fixture().otherOwner().arn("payments/api")))
                .isEqualTo(new Reading.Absent<>());
        assertThat(fixture().reader().read(fixture().owner().arn("tools/linter")))
                .isEqualTo(new Reading.Absent<>());
    }

    @Test
    default void withoutARoleTheReaderReadsItsOwnAccountOnly() {
        fixture().requireEcr();
        RepositoryArn own = fixture().hub().createRepository("payments/api");
        assertThat(fixture().readerWithoutRole().read(own)).isInstanceOf(Reading.Known.class);
        RepositoryArn theirs = fixture().owner().createRepository("payments/api");
        assertThat(fixture().readerWithoutRole().read(theirs)).isNotInstanceOf(Reading.Known.class);
    }

    @Test
    default void ecrIsServed() throws Throwable {
        DescribeRepositoriesRequest request =
                DescribeRepositoriesRequest.builder().build();
        Expectation.asOnAws(() -> assertThat(fixture()
                                .owner()
                                .ecr()
                                .describeRepositories(request)
                                .repositories())
                        .isEmpty())
                .unless(Difference.NO_ECR, () -> {
                    EcrException refused = catchThrowableOfType(
                            EcrException.class, () -> fixture().owner().ecr().describeRepositories(request));
                    assertThat(refused.statusCode()).isEqualTo(501);
                    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InternalFailure");
                })
                .holdsOn(fixture().backend());
    }

    /** The reader does not make this call; the next one somebody adds may be like it. */
    @Test
    default void anEcrCallNobodyHereNeedsIsServed() throws Throwable {
        fixture().requireEcr();
        ListPullTimeUpdateExclusionsRequest request =
                ListPullTimeUpdateExclusionsRequest.builder().build();
        Expectation.asOnAws(() -> assertThat(fixture()
                                .owner()
                                .ecr()
                                .listPullTimeUpdateExclusions(request)
                                .pullTimeUpdateExclusions())
                        .isEmpty())
                .unless(Difference.UNSUPPORTED_CALLS_ANSWER_501, () -> {
                    EcrException refused = refused(request);
                    assertThat(refused.statusCode()).isEqualTo(501);
                    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("NotImplemented");
                    assertThat(refused.awsErrorDetails().errorMessage()).contains("ListPullTimeUpdateExclusions");
                })
                .unless(Difference.UNSUPPORTED_CALLS_ANSWER_500, () -> {
                    EcrException refused = refused(request);
                    assertThat(refused.statusCode()).isEqualTo(500);
                    assertThat(refused.awsErrorDetails().errorCode()).isNull();
                    assertThat(refused.awsErrorDetails().rawResponse().asUtf8String())
                            .startsWith("<!doctype html>");
                })
                .holdsOn(fixture().backend());
    }

    private EcrException refused(ListPullTimeUpdateExclusionsRequest request) {
        EcrException refused = catchThrowableOfType(
                EcrException.class, () -> fixture().owner().ecr().listPullTimeUpdateExclusions(request));
        assertThat(refused).as("the call is refused").isNotNull();
        return refused;
    }

    private static String callerOf(AccountOwner owner) {
        return owner.sts()
                .getCallerIdentity(GetCallerIdentityRequest.builder().build())
                .account();
    }
}
