package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.DescribePullThroughCacheRulesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

/** Which account a call acts in, whose keys are seen there, and what a backend does with calls it does not have. */
interface AccountContract extends OnABackend {

    @Test
    default void anAssumedRoleActsInTheAccountOfItsArn() {
        assertThat(callerOf(scene().owner())).isEqualTo("111122223333");
        assertThat(callerOf(scene().neighbour())).isEqualTo("444455556666");
    }

    /** AWS has no such keys: this is only how simulations are told the account. */
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
    default void aCustomersKeyIsFoundByItsIdAndArnInItsAccountOnly() {
        KeyMetadata key = scene().owner().createsKey();
        KmsClient theirs = scene().neighbour().kms();
        for (String name : List.of(key.keyId(), key.arn())) {
            KeyMetadata found = described(scene().owner().kms(), name);
            assertThat(found.arn()).isEqualTo(key.arn());
            assertThat(found.keyManager()).isEqualTo(KeyManagerType.CUSTOMER);
            assertThat(found.keyState()).isEqualTo(KeyState.ENABLED);
        }
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> described(theirs, key.keyId()));
    }

    @Test
    default void anAliasLeadsToItsKeyInItsAccountOnly() throws Throwable {
        KmsClient kms = scene().owner().kms();
        KmsClient theirs = scene().neighbour().kms();
        KeyMetadata key = scene().owner().createsKey();
        String alias = "alias/contract-" + key.keyId();
        CreateAliasRequest request = CreateAliasRequest.builder()
                .aliasName(alias)
                .targetKeyId(key.keyId())
                .build();
        Expectation.asOnAws(() -> {
                    kms.createAlias(request);
                    assertThat(described(kms, alias).arn()).isEqualTo(key.arn());
                    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> described(theirs, alias));
                })
                .unless(
                        Difference.KEYS_DO_NOT_CHANGE,
                        () -> assertThatExceptionOfType(KmsException.class)
                                .isThrownBy(() -> kms.createAlias(request))
                                .satisfies(refused ->
                                        assertThat(refused.statusCode()).isEqualTo(501)))
                .holdsOn(scene().backend());
    }

    @Test
    default void theKeyBehindAnAliasOfAwsIsManagedByAws() throws Throwable {
        String alias = "alias/aws/s3";
        KmsClient kms = scene().owner().kms();
        Expectation.asOnAws(() -> assertThat(described(kms, alias).keyManager()).isEqualTo(KeyManagerType.AWS))
                .unless(
                        Difference.ALL_KEYS_ARE_CUSTOMERS,
                        () -> assertThat(described(kms, alias).keyManager()).isEqualTo(KeyManagerType.CUSTOMER))
                .unless(
                        Difference.ONLY_ECRS_OWN_KEY,
                        () -> assertThatExceptionOfType(NotFoundException.class)
                                .isThrownBy(() -> described(kms, alias)))
                .holdsOn(scene().backend());
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

    private static KeyMetadata described(KmsClient kms, String key) {
        return kms.describeKey(DescribeKeyRequest.builder().keyId(key).build()).keyMetadata();
    }

    private static String callerOf(Owner owner) {
        return owner.sts()
                .getCallerIdentity(GetCallerIdentityRequest.builder().build())
                .account();
    }
}
