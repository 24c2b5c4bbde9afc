package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.DescribePullThroughCacheRulesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

/** Which account a call acts in, and what a backend does with calls it does not have. */
interface AccountContract extends OnABackend {

    @Test
    default void anAssumedRoleActsInTheAccountOfItsArn() {
        assertThat(callerOf(scene().owner())).isEqualTo("111122223333");
        assertThat(callerOf(scene().neighbour())).isEqualTo("444455556666");
    }

    /** AWS has no such keys: simulations only read the account from them. */
    @Test
    default void twelveDigitsAsAccessKeyAreTheAccount() throws Throwable {
        String asked = scene().hub().account();
        Expectation.asOnAws(() -> {
                    throw new AssertionError("AWS refuses such a key");
                })
                .unless(
                        Difference.ACCOUNT_BY_ACCESS_KEY,
                        () -> assertThat(asked).isEqualTo(Scene.HUB))
                .unless(
                        Difference.ACCOUNT_ONLY_BY_ASSUME_ROLE,
                        () -> assertThat(asked)
                                .isNotEqualTo(Scene.HUB)
                                .containsOnlyDigits()
                                .hasSize(12))
                .holdsOn(scene().backend());
    }

    @Test
    default void twoAccountsSeeOnlyTheirOwnRepositories() {
        scene().needsEcr();
        RepositoryArn ours = scene().owner().creates("payments/api", true);
        RepositoryArn theirs = scene().neighbour().creates("tools/linter", false);
        assertThat(scene().reads(ours).scanOnPush()).isTrue();
        assertThat(scene().reads(theirs).scanOnPush()).isFalse();
        assertThat(scene().reader().read(scene().neighbour().arn("payments/api")))
                .isEqualTo(new Reading.Absent<>());
        assertThat(scene().reader().read(scene().owner().arn("tools/linter"))).isEqualTo(new Reading.Absent<>());
    }

    @Test
    default void withoutARoleTheReaderReadsItsOwnAccountOnly() {
        scene().needsEcr();
        RepositoryArn own = scene().hub().creates("payments/api");
        assertThat(scene().readerWithoutRole().read(own)).isInstanceOf(Reading.Known.class);
        RepositoryArn theirs = scene().owner().creates("payments/api");
        assertThat(scene().readerWithoutRole().read(theirs)).isNotInstanceOf(Reading.Known.class);
    }

    @Test
    default void ecrIsServed() throws Throwable {
        DescribeRepositoriesRequest request =
                DescribeRepositoriesRequest.builder().build();
        Expectation.asOnAws(() -> assertThat(scene().owner()
                                .ecr()
                                .describeRepositories(request)
                                .repositories())
                        .isEmpty())
                .unless(Difference.NO_ECR, () -> {
                    EcrException refused = catchThrowableOfType(
                            EcrException.class, () -> scene().owner().ecr().describeRepositories(request));
                    assertThat(refused.statusCode()).isEqualTo(501);
                    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InternalFailure");
                })
                .holdsOn(scene().backend());
    }

    /** The reader does not make this call; the next one somebody adds may be like it. */
    @Test
    default void anEcrCallNobodyHereNeedsIsServed() throws Throwable {
        scene().needsEcr();
        DescribePullThroughCacheRulesRequest request =
                DescribePullThroughCacheRulesRequest.builder().build();
        Expectation.asOnAws(() -> assertThat(scene().owner()
                                .ecr()
                                .describePullThroughCacheRules(request)
                                .pullThroughCacheRules())
                        .isEmpty())
                .unless(Difference.UNSUPPORTED_CALLS_ANSWER_501, () -> {
                    EcrException refused = refused(request);
                    assertThat(refused.statusCode()).isEqualTo(501);
                    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("NotImplemented");
                    assertThat(refused.awsErrorDetails().errorMessage()).contains("DescribePullThroughCacheRules");
                })
                .unless(Difference.UNSUPPORTED_CALLS_ANSWER_500, () -> {
                    EcrException refused = refused(request);
                    assertThat(refused.statusCode()).isEqualTo(500);
                    assertThat(refused.awsErrorDetails().errorCode()).isNull();
                    assertThat(refused.awsErrorDetails().rawResponse().asUtf8String())
                            .startsWith("<!doctype html>");
                })
                .holdsOn(scene().backend());
    }

    private EcrException refused(DescribePullThroughCacheRulesRequest request) {
        EcrException refused = catchThrowableOfType(
                EcrException.class, () -> scene().owner().ecr().describePullThroughCacheRules(request));
        assertThat(refused).as("the call is refused").isNotNull();
        return refused;
    }

    private static String callerOf(Owner owner) {
        return owner.sts()
                .getCallerIdentity(GetCallerIdentityRequest.builder().build())
                .account();
    }
}
