package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.testing.SampleRepository;
import java.util.Optional;
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
interface ReadingContract extends BackendContractPart {

    String FOREIGN_KEY = "0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f";

    @Test
    default void aRepositoryThatDoesNotExistIsAbsent() {
        fixture().requireEcr();
        assertThat(fixture().reader().read(fixture().owner().arn("never/made"))).isEqualTo(new Reading.Absent<>());
    }

    @Test
    default void aRepositoryIsTheSameAtEveryRead() {
        fixture().requireEcr();
        RepositoryArn repository = fixture().owner().createRepository("payments/api");
        assertThat(fixture().readRepository(repository))
                .isEqualTo(fixture().readRepository(repository))
                .satisfies(read -> assertThat(read.arn()).isEqualTo(repository))
                .satisfies(read -> assertThat(read.readAt()).isEqualTo(BackendFixture.READ_AT));
    }

    @Test
    default void aRepositoryMadeWithoutEncryptionIsAes256WithoutAKey() {
        fixture().requireEcr();
        RepositoryArn repository = fixture().owner().createRepository("payments/api");
        assertThat(fixture().readRepository(repository).encryption())
                .isEqualTo(new Encryption("AES256", Optional.empty(), new Reading.Absent<>()));
    }

    @Test
    default void aCustomersKeyIsKnownAsTheCustomers() {
        fixture().requireEcr();
        KeyMetadata key = fixture().owner().createKey();
        RepositoryArn repository = fixture().owner().createRepository("payments/api", kms(key.arn()));
        assertThat(fixture().readRepository(repository).encryption())
                .isEqualTo(encryption(key.arn(), "CUSTOMER", "Enabled"));
    }

    @Test
    default void aKeyGivenByItsIdIsNamedByItsArn() throws Throwable {
        fixture().requireEcr();
        KeyMetadata key = fixture().owner().createKey();
        RepositoryArn repository = fixture().owner().createRepository("payments/api", kms(key.keyId()));
        Encryption read = fixture().readRepository(repository).encryption();
        assertThat(read.key())
                .isEqualTo(encryption(key.arn(), "CUSTOMER", "Enabled").key());
        Expectation.asOnAws(() -> assertThat(read.keyArn()).hasValue(key.arn()))
                .unless(
                        Difference.KEY_KEPT_AS_GIVEN,
                        () -> assertThat(read.keyArn()).hasValue(key.keyId()))
                .holdsOn(fixture().backend());
    }

    @Test
    default void aRepositoryWithKmsAndNoKeyHasTheKeyOfAws() throws Throwable {
        fixture().requireEcr();
        EncryptionConfiguration noKey = EncryptionConfiguration.builder()
                .encryptionType(EncryptionType.KMS)
                .build();
        RepositoryArn repository = fixture().owner().createRepository("payments/api", noKey);
        Encryption read = fixture().readRepository(repository).encryption();
        assertThat(read.type()).isEqualTo("KMS");
        String named = read.keyArn().orElseThrow();
        assertThat(named).startsWith("arn:aws:kms:us-east-1:" + repository.account() + ":key/");
        Expectation.asOnAws(() -> assertThat(read).isEqualTo(encryption(named, "AWS", "Enabled")))
                .unless(
                        Difference.DEFAULT_KEY_UNKNOWN_TO_KMS,
                        () -> assertThat(read.key()).isEqualTo(new Reading.Absent<>()))
                .holdsOn(fixture().backend());
    }

    @Test
    default void aKeyDisabledOrToBeDeletedLaterIsReadSo() {
        fixture().requireEcr();
        KmsClient kms = fixture().owner().kms();
        KeyMetadata key = fixture().owner().createKey();
        RepositoryArn repository = fixture().owner().createRepository("payments/api", kms(key.arn()));
        DisableKeyRequest disable =
                DisableKeyRequest.builder().keyId(key.keyId()).build();
        ScheduleKeyDeletionRequest delete =
                ScheduleKeyDeletionRequest.builder().keyId(key.keyId()).build();
        kms.disableKey(disable);
        assertThat(fixture().readRepository(repository).encryption())
                .isEqualTo(encryption(key.arn(), "CUSTOMER", "Disabled"));
        kms.scheduleKeyDeletion(delete);
        Reading<KeySnapshot> pending =
                fixture().readRepository(repository).encryption().key();
        assertThat(pending).isInstanceOfSatisfying(Reading.Known.class, known -> {
            KeySnapshot read = (KeySnapshot) known.value();
            assertThat(read.state()).isEqualTo("PendingDeletion");
            assertThat(read.details().deletionDate()).isPresent();
        });
    }

    @Test
    default void aRepositoryIsNotMadeWithAKeyThatDoesNotExist() throws Throwable {
        fixture().requireEcr();
        String missing = "arn:aws:kms:us-east-1:" + fixture().owner().account() + ":key/" + FOREIGN_KEY;
        Expectation.asOnAws(() -> assertThatExceptionOfType(KmsException.class)
                        .isThrownBy(() -> fixture().owner().createRepository("payments/refused", kms(missing))))
                .unless(Difference.ANY_KEY_IS_TAKEN, () -> {
                    RepositoryArn repository = fixture().owner().createRepository("payments/api", kms(missing));
                    assertThat(fixture().readRepository(repository).encryption())
                            .isEqualTo(new Encryption("KMS", Optional.of(missing), new Reading.Absent<>()));
                })
                .holdsOn(fixture().backend());
    }

    @Test
    default void aPolicyIsReadAsItWasSetAndIsAbsentBeforeAndAfter() throws Exception {
        fixture().requireEcr();
        RepositoryArn repository = fixture().owner().createRepository("payments/api");
        assertThat(fixture().readRepository(repository).policy()).isEqualTo(new Reading.Absent<>());
        fixture().owner().setPolicy(repository, SampleRepository.PUBLIC_POLICY);
        Reading<RepositoryPolicy> policy = fixture().readRepository(repository).policy();
        assertThat(policy).isInstanceOf(Reading.Known.class);
        String text = ((Reading.Known<RepositoryPolicy>) policy).value().text();
        assertThat(JsonReader.read(text)).isEqualTo(JsonReader.read(SampleRepository.PUBLIC_POLICY));
        fixture()
                .owner()
                .ecr()
                .deleteRepositoryPolicy(DeleteRepositoryPolicyRequest.builder()
                        .repositoryName(repository.name())
                        .build());
        assertThat(fixture().readRepository(repository).policy()).isEqualTo(new Reading.Absent<>());
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
