package dev.ecrauditor.localaws.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.model.InvalidArnException;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

class KmsTest {

    private static final String ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void aCreatedKeyIsTheCustomersAndEnabled() {
        KeyMetadata created =
                cloud.kms.createKey(b -> b.description("for tests")).keyMetadata();
        KeyMetadata described =
                cloud.kms.describeKey(b -> b.keyId(created.keyId())).keyMetadata();

        assertThat(described).isEqualTo(created);
        assertThat(created.keyManager()).isEqualTo(KeyManagerType.CUSTOMER);
        assertThat(created.keyState()).isEqualTo(KeyState.ENABLED);
        assertThat(created.enabled()).isTrue();
        assertThat(created.creationDate()).isEqualTo(TestCloud.START);
        assertThat(created.arn()).isEqualTo("arn:aws:kms:us-east-1:111122223333:key/" + created.keyId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ID,
                "arn:aws:kms:us-east-1:111122223333:key/" + ID,
                "alias/ecr-prod",
                "arn:aws:kms:us-east-1:111122223333:alias/ecr-prod"
            })
    void aKeyIsFoundByEveryNameItHas(String name) {
        cloud.load(
                TestCloud.HOME,
                "\"keys\": [{\"keyId\": \"" + ID
                        + "\", \"aliases\": [\"alias/ecr-prod\"], \"keyState\": \"PendingDeletion\"}]");

        KeyMetadata key = cloud.kms.describeKey(b -> b.keyId(name)).keyMetadata();

        assertThat(key.keyId()).isEqualTo(ID);
        assertThat(key.keyState()).isEqualTo(KeyState.PENDING_DELETION);
        assertThat(key.enabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ID,
                "alias/nope",
                "arn:aws:kms:us-east-1:111122223333:key/" + ID,
                "arn:aws:kms:eu-west-1:111122223333:key/" + ID
            })
    void aKeyThatDoesNotExistIsNotFound(String name) {
        assertThatThrownBy(() -> cloud.kms.describeKey(b -> b.keyId(name))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void anArnOfSomethingElseIsAnInvalidArn() {
        assertThatThrownBy(() -> cloud.kms.describeKey(b -> b.keyId("arn:aws:s3:::bucket")))
                .isInstanceOf(InvalidArnException.class);
    }

    @Test
    void theKeyOfAnotherAccountIsDescribedOnlyWhenShared() {
        String arn = "arn:aws:kms:us-east-1:444455556666:key/" + ID;
        cloud.load(TestCloud.MEMBER, "\"keys\": [{\"keyId\": \"" + ID + "\"}]");
        assertThatThrownBy(() -> cloud.kms.describeKey(b -> b.keyId(arn)))
                .isInstanceOfSatisfying(KmsException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                    assertThat(e)
                            .hasMessageContaining("is not authorized to perform: kms:DescribeKey on resource: " + arn);
                });

        cloud.load(TestCloud.MEMBER, "\"keys\": [{\"keyId\": \"" + ID + "\", \"sharedWith\": [\"111122223333\"]}]");
        assertThat(cloud.kms.describeKey(b -> b.keyId(arn)).keyMetadata().awsAccountId())
                .isEqualTo(TestCloud.MEMBER);
    }

    @Test
    void aKeyInACustomKeyStoreIsRefusedByName() {
        assertThatThrownBy(() -> cloud.kms.createKey(b -> b.customKeyStoreId("cks-1")))
                .isInstanceOfSatisfying(
                        KmsException.class, e -> assertThat(e.statusCode()).isEqualTo(501))
                .hasMessageContaining("the parameter CustomKeyStoreId of kms:CreateKey");
    }

    @Test
    void anAliasPointsAtTheKeyThatTookItLast() {
        cloud.load(TestCloud.HOME, "\"keys\": [{\"keyId\": \"one\", \"aliases\": [\"alias/a\"]}]");
        cloud.load(TestCloud.HOME, "\"keys\": [{\"keyId\": \"two\", \"aliases\": [\"alias/a\"]}]");

        assertThat(cloud.kms.describeKey(b -> b.keyId("alias/a")).keyMetadata().keyId())
                .isEqualTo("two");
        assertThat(cloud.kms.describeKey(b -> b.keyId("one")).keyMetadata().keyId())
                .isEqualTo("one");
    }
}
