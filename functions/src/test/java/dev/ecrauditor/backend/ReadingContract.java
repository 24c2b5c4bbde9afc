package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.testing.SampleRepository;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.EncryptionConfiguration;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.KmsException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;

/** A repository's encryption, key and policy as the reader sees them. */
interface ReadingContract extends OnABackend {

    String FOREIGN_KEY = "0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f";

    @Test
    default void aRepositoryThatDoesNotExistIsAbsent() {
        scene().needsEcr();
        assertThat(scene().reader().read(scene().owner().arn("never/made"))).isEqualTo(new Reading.Absent<>());
    }

    @Test
    default void aRepositoryIsTheSameAtEveryRead() {
        scene().needsEcr();
        RepositoryArn repository = scene().owner().creates("payments/api");
        assertThat(scene().reads(repository))
                .isEqualTo(scene().reads(repository))
                .satisfies(read -> assertThat(read.arn()).isEqualTo(repository))
                .satisfies(read -> assertThat(read.readAt()).isEqualTo(Scene.READ_AT));
    }

    @Test
    default void aRepositoryMadeWithoutEncryptionIsAes256WithoutAKey() {
        scene().needsEcr();
        RepositoryArn repository = scene().owner().creates("payments/api");
        assertThat(scene().reads(repository).encryption())
                .isEqualTo(new Encryption("AES256", Optional.empty(), new Reading.Absent<>()));
    }

    @Test
    default void aCustomersKeyIsKnownAsTheCustomers() {
        scene().needsEcr();
        KeyMetadata key = scene().owner().createsKey();
        RepositoryArn repository = scene().owner().creates("payments/api", kms(key.arn()));
        assertThat(scene().reads(repository).encryption()).isEqualTo(encryption(key.arn(), "CUSTOMER", "Enabled"));
    }

    @Test
    default void aKeyGivenByItsIdIsNamedByItsArn() throws Throwable {
        scene().needsEcr();
        KeyMetadata key = scene().owner().createsKey();
        RepositoryArn repository = scene().owner().creates("payments/api", kms(key.keyId()));
        Encryption read = scene().reads(repository).encryption();
        assertThat(read.key())
                .isEqualTo(encryption(key.arn(), "CUSTOMER", "Enabled").key());
        Expectation.asOnAws(() -> assertThat(read.keyArn()).hasValue(key.arn()))
                .unless(
                        Difference.KEY_KEPT_AS_GIVEN,
                        () -> assertThat(read.keyArn()).hasValue(key.keyId()))
                .holdsOn(scene().backend());
    }

    @Test
    default void aRepositoryWithKmsAndNoKeyHasTheKeyOfAws() throws Throwable {
        scene().needsEcr();
        EncryptionConfiguration noKey = EncryptionConfiguration.builder()
                .encryptionType(EncryptionType.KMS)
                .build();
        RepositoryArn repository = scene().owner().creates("payments/api", noKey);
        Encryption read = scene().reads(repository).encryption();
        assertThat(read.type()).isEqualTo("KMS");
        String named = read.keyArn().orElseThrow();
        assertThat(named).startsWith("arn:aws:kms:us-east-1:" + repository.account() + ":key/");
        Expectation.asOnAws(() -> assertThat(read).isEqualTo(encryption(named, "AWS", "Enabled")))
                .unless(
                        Difference.DEFAULT_KEY_UNKNOWN_TO_KMS,
                        () -> assertThat(read.key()).isEqualTo(new Reading.Absent<>()))
                .holdsOn(scene().backend());
    }

    @Test
    default void aKeyDisabledOrToBeDeletedLaterIsReadSo() throws Throwable {
        scene().needsEcr();
        KmsClient kms = scene().owner().kms();
        KeyMetadata key = scene().owner().createsKey();
        RepositoryArn repository = scene().owner().creates("payments/api", kms(key.arn()));
        DisableKeyRequest disable =
                DisableKeyRequest.builder().keyId(key.keyId()).build();
        ScheduleKeyDeletionRequest delete =
                ScheduleKeyDeletionRequest.builder().keyId(key.keyId()).build();
        Expectation.asOnAws(() -> {
                    kms.disableKey(disable);
                    assertThat(scene().reads(repository).encryption())
                            .isEqualTo(encryption(key.arn(), "CUSTOMER", "Disabled"));
                    kms.scheduleKeyDeletion(delete);
                    assertThat(scene().reads(repository).encryption())
                            .isEqualTo(encryption(key.arn(), "CUSTOMER", "PendingDeletion"));
                })
                .unless(Difference.KEYS_DO_NOT_CHANGE, () -> {
                    assertThat(refused(() -> kms.disableKey(disable)).statusCode())
                            .isEqualTo(501);
                    assertThat(refused(() -> kms.scheduleKeyDeletion(delete)).statusCode())
                            .isEqualTo(501);
                })
                .holdsOn(scene().backend());
    }

    @Test
    default void aRepositoryIsNotMadeWithAKeyThatDoesNotExist() throws Throwable {
        scene().needsEcr();
        String missing = "arn:aws:kms:us-east-1:" + scene().owner().account() + ":key/" + FOREIGN_KEY;
        Expectation.asOnAws(() -> assertThatExceptionOfType(KmsException.class)
                        .isThrownBy(() -> scene().owner().creates("payments/refused", kms(missing))))
                .unless(Difference.ANY_KEY_IS_TAKEN, () -> {
                    RepositoryArn repository = scene().owner().creates("payments/api", kms(missing));
                    assertThat(scene().reads(repository).encryption())
                            .isEqualTo(new Encryption("KMS", Optional.of(missing), new Reading.Absent<>()));
                })
                .holdsOn(scene().backend());
    }

    @Test
    default void aPolicyIsReadAsItWasSetAndIsAbsentBeforeAndAfter() throws Exception {
        scene().needsEcr();
        RepositoryArn repository = scene().owner().creates("payments/api");
        assertThat(scene().reads(repository).policy()).isEqualTo(new Reading.Absent<>());
        scene().owner().setsPolicy(repository, SampleRepository.PUBLIC_POLICY);
        Reading<RepositoryPolicy> policy = scene().reads(repository).policy();
        assertThat(policy).isInstanceOf(Reading.Known.class);
        String text = ((Reading.Known<RepositoryPolicy>) policy).value().text();
        assertThat(JsonReader.read(text)).isEqualTo(JsonReader.read(SampleRepository.PUBLIC_POLICY));
        scene().owner()
                .ecr()
                .deleteRepositoryPolicy(DeleteRepositoryPolicyRequest.builder()
                        .repositoryName(repository.name())
                        .build());
        assertThat(scene().reads(repository).policy()).isEqualTo(new Reading.Absent<>());
    }

    private static software.amazon.awssdk.services.kms.model.KmsException refused(ThrowingCallable call) {
        return catchThrowableOfType(software.amazon.awssdk.services.kms.model.KmsException.class, call);
    }

    private static EncryptionConfiguration kms(String key) {
        return EncryptionConfiguration.builder()
                .encryptionType(EncryptionType.KMS)
                .kmsKey(key)
                .build();
    }

    private static Encryption encryption(String keyArn, String manager, String state) {
        return new Encryption("KMS", Optional.of(keyArn), new Reading.Known<>(new KeySnapshot(keyArn, manager, state)));
    }
}
