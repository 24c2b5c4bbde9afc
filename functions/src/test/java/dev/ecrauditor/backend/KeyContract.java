package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Keys as KMS describes them to an account, with or without ECR. */
interface KeyContract extends BackendContractPart {

    @Test
    default void aCustomersKeyIsFoundByItsIdAndArnInItsAccountOnly() {
        KeyMetadata key = fixture().owner().createKey();
        KmsClient theirs = fixture().otherOwner().kms();
        for (String name : List.of(key.keyId(), key.arn())) {
            KeyMetadata found = described(fixture().owner().kms(), name);
            assertThat(found.arn()).isEqualTo(key.arn());
            assertThat(found.keyManager()).isEqualTo(KeyManagerType.CUSTOMER);
            assertThat(found.keyState()).isEqualTo(KeyState.ENABLED);
        }
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> described(theirs, key.keyId()));
    }

    @Test
    default void anAliasLeadsToItsKeyInItsAccountOnly() {
        KmsClient kms = fixture().owner().kms();
        KmsClient theirs = fixture().otherOwner().kms();
        KeyMetadata key = fixture().owner().createKey();
        String alias = "alias/contract-" + key.keyId();
        CreateAliasRequest request = CreateAliasRequest.builder()
                .aliasName(alias)
                .targetKeyId(key.keyId())
                .build();
        kms.createAlias(request);
        assertThat(described(kms, alias).arn()).isEqualTo(key.arn());
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> described(theirs, alias));
    }

    @Test
    default void theKeyBehindAnAliasOfAwsIsManagedByAws() throws Throwable {
        String alias = "alias/aws/s3";
        KmsClient kms = fixture().owner().kms();
        Expectation.asOnAws(() -> assertThat(described(kms, alias).keyManager()).isEqualTo(KeyManagerType.AWS))
                .unless(
                        Difference.ALL_KEYS_ARE_CUSTOMERS,
                        () -> assertThat(described(kms, alias).keyManager()).isEqualTo(KeyManagerType.CUSTOMER))
                .unless(
                        Difference.ONLY_ECRS_OWN_KEY,
                        () -> assertThatExceptionOfType(NotFoundException.class)
                                .isThrownBy(() -> described(kms, alias)))
                .holdsOn(fixture().backend());
    }

    private static KeyMetadata described(KmsClient kms, String key) {
        return kms.describeKey(DescribeKeyRequest.builder().keyId(key).build()).keyMetadata();
    }
}
