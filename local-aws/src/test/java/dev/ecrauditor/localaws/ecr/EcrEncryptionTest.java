package dev.ecrauditor.localaws.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.EncryptionConfiguration;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.KmsException;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

class EcrEncryptionTest {

    private static final String ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String ARN = "arn:aws:kms:us-east-1:111122223333:key/" + ID;

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @ParameterizedTest
    @ValueSource(strings = {"KMS", "KMS_DSSE"})
    void withoutAKeyTheAccountsAwsManagedKeyIsUsed(String type) {
        EncryptionConfiguration encryption = encryption("app", type, null);
        KeyMetadata key =
                cloud.kms.describeKey(b -> b.keyId(encryption.kmsKey())).keyMetadata();

        assertThat(encryption.encryptionTypeAsString()).isEqualTo(type);
        assertThat(encryption.kmsKey()).startsWith("arn:aws:kms:us-east-1:111122223333:key/");
        assertThat(key.keyManager()).isEqualTo(KeyManagerType.AWS);
    }

    @Test
    void everyRepositoryOfAnAccountAndRegionSharesTheAwsManagedKey() {
        String first = encryption("app", "KMS", null).kmsKey();

        assertThat(encryption("other", "KMS", null).kmsKey()).isEqualTo(first);
        assertThat(cloud.kms
                        .describeKey(b -> b.keyId("alias/aws/ecr"))
                        .keyMetadata()
                        .arn())
                .isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ID,
                ARN,
                "alias/ecr-prod",
                "arn:aws:kms:us-east-1:111122223333:alias/ecr-prod",
            })
    void aKeyIsStoredAsKeyArnHoweverItWasNamed(String name) {
        cloud.load(TestCloud.HOME, "\"keys\": [{\"keyId\": \"" + ID + "\", \"aliases\": [\"alias/ecr-prod\"]}]");

        assertThat(encryption("app", "KMS", name).kmsKey()).isEqualTo(ARN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alias/nope",
                ID,
                ARN,
                "arn:aws:kms:eu-west-1:111122223333:key/" + ID,
                "arn:aws:s3:::bucket",
                "arn:aws:kms:us-east-1:444455556666:alias/nope"
            })
    void aKeyThatDoesNotExistIsAKmsException(String name) {
        assertThatThrownBy(() -> encryption("app", "KMS", name))
                .isInstanceOfSatisfying(
                        KmsException.class, e -> assertThat(e.kmsError()).isNotBlank());
        assertThat(cloud.ecr.describeRepositories().repositories()).isEmpty();
    }

    @Test
    void aDisabledKeyIsAKmsException() {
        cloud.load(TestCloud.HOME, "\"keys\": [{\"keyId\": \"" + ID + "\", \"keyState\": \"Disabled\"}]");

        assertThatThrownBy(() -> encryption("app", "KMS", ID)).isInstanceOf(KmsException.class);
    }

    @Test
    void theKeyOfAnotherAccountIsTakenWhenSharedOrUnknown() {
        String foreign = "arn:aws:kms:us-east-1:444455556666:key/" + ID;
        assertThat(encryption("app", "KMS", foreign).kmsKey()).isEqualTo(foreign);

        cloud.load(TestCloud.MEMBER, "\"keys\": [{\"keyId\": \"" + ID + "\", \"sharedWith\": [\"111122223333\"]}]");
        assertThat(encryption("shared", "KMS", foreign).kmsKey()).isEqualTo(foreign);

        cloud.load(TestCloud.MEMBER, "\"keys\": [{\"keyId\": \"" + ID + "\"}]");
        assertThatThrownBy(() -> encryption("unshared", "KMS", foreign)).isInstanceOf(KmsException.class);
    }

    @Test
    void aKeyDoesNotGoWithAes256() {
        assertThatThrownBy(() -> encryption("app", "AES256", ID)).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void anUnknownEncryptionTypeIsRefused() {
        assertThatThrownBy(() -> encryption("app", "ROT13", null)).isInstanceOf(InvalidParameterException.class);
    }

    private EncryptionConfiguration encryption(String name, String type, String key) {
        CreateRepositoryRequest request = CreateRepositoryRequest.builder()
                .repositoryName(name)
                .encryptionConfiguration(EncryptionConfiguration.builder()
                        .encryptionType(type)
                        .kmsKey(key)
                        .build())
                .build();
        return cloud.ecr.createRepository(request).repository().encryptionConfiguration();
    }
}
