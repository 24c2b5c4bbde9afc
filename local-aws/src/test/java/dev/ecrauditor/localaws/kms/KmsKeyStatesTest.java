package dev.ecrauditor.localaws.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.model.ExpirationModelType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;

class KmsKeyStatesTest {

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void aKeyIsDisabledAndEnabledAgain() {
        String id = created();
        cloud.kms.disableKey(b -> b.keyId(id));
        assertThat(describe(id).keyState()).isEqualTo(KeyState.DISABLED);
        assertThat(describe(id).enabled()).isFalse();
        cloud.kms.enableKey(b -> b.keyId(id));
        assertThat(describe(id).keyState()).isEqualTo(KeyState.ENABLED);
    }

    @Test
    void aDeletionIsScheduledAndItsCancellationLeavesTheKeyDisabled() {
        String id = created();
        ScheduleKeyDeletionResponse scheduled =
                cloud.kms.scheduleKeyDeletion(b -> b.keyId(id).pendingWindowInDays(7));

        assertThat(scheduled.keyId()).isEqualTo(describe(id).arn());
        assertThat(scheduled.deletionDate()).isEqualTo(TestCloud.START.plus(Duration.ofDays(7)));
        assertThat(describe(id).keyState()).isEqualTo(KeyState.PENDING_DELETION);
        assertThat(describe(id).deletionDate()).isEqualTo(scheduled.deletionDate());

        cloud.kms.cancelKeyDeletion(b -> b.keyId(id));
        assertThat(describe(id).keyState()).isEqualTo(KeyState.DISABLED);
        assertThat(describe(id).deletionDate()).isNull();
    }

    @Test
    void aKeyIsDeletedAfterThirtyDaysByDefaultAndNotOutsideOfSevenToThirty() {
        String id = created();
        assertThatThrownBy(() -> cloud.kms.scheduleKeyDeletion(b -> b.keyId(id).pendingWindowInDays(6)))
                .isInstanceOf(KmsException.class);
        assertThat(cloud.kms.scheduleKeyDeletion(b -> b.keyId(id)).pendingWindowInDays())
                .isEqualTo(30);
    }

    @Test
    void aKeyThatWaitsForItsDeletionTakesNoOtherState() {
        String id = created();
        assertThatThrownBy(() -> cloud.kms.cancelKeyDeletion(b -> b.keyId(id)))
                .isInstanceOf(KmsInvalidStateException.class)
                .hasMessageContaining("is not pending deletion.");
        cloud.kms.scheduleKeyDeletion(b -> b.keyId(id));
        List<Consumer<String>> calls = List.of(
                key -> cloud.kms.enableKey(b -> b.keyId(key)),
                key -> cloud.kms.disableKey(b -> b.keyId(key)),
                key -> cloud.kms.scheduleKeyDeletion(b -> b.keyId(key)));
        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(() -> call.accept(id))
                        .isInstanceOf(KmsInvalidStateException.class)
                        .hasMessageContaining("is pending deletion."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Creating", "PendingImport", "Updating"})
    void aKeyThatIsNotReadyIsNotEnabled(String state) {
        cloud.load(TestCloud.HOME, "\"keys\": [{\"keyId\": \"one\", \"keyState\": \"" + state + "\"}]");
        assertThatThrownBy(() -> cloud.kms.enableKey(b -> b.keyId("one"))).isInstanceOf(KmsInvalidStateException.class);
    }

    @Test
    void anAwsManagedKeyAndTheKeyOfAnotherAccountAreNotChanged() {
        assertThatThrownBy(() -> cloud.kms.disableKey(b -> b.keyId("alias/aws/ecr")))
                .isInstanceOfSatisfying(
                        KmsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
        cloud.load(TestCloud.MEMBER, "\"keys\": [{\"keyId\": \"shared\", \"sharedWith\": [\"111122223333\"]}]");
        assertThatThrownBy(() -> cloud.kms.disableKey(b -> b.keyId("arn:aws:kms:us-east-1:444455556666:key/shared")))
                .hasMessageContaining("not authorized to perform: kms:DisableKey");
    }

    @Test
    void aKeyWithImportedMaterialSaysWhenItExpires() {
        cloud.load(TestCloud.HOME, """
                "keys": [{"keyId": "waits", "origin": "EXTERNAL", "keyState": "PendingImport"},
                         {"keyId": "stays", "origin": "EXTERNAL"},
                         {"keyId": "ends", "origin": "EXTERNAL", "validTo": "2027-01-01T00:00:00Z"}]""");

        assertThat(describe("waits").expirationModel()).isNull();
        assertThat(describe("stays").origin()).isEqualTo(OriginType.EXTERNAL);
        assertThat(describe("stays").expirationModel()).isEqualTo(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE);
        assertThat(describe("ends").expirationModel()).isEqualTo(ExpirationModelType.KEY_MATERIAL_EXPIRES);
        assertThat(describe("ends").validTo()).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(describe(cloud.kms
                                .createKey(b -> b.origin(OriginType.EXTERNAL))
                                .keyMetadata()
                                .keyId())
                        .keyState())
                .isEqualTo(KeyState.PENDING_IMPORT);
    }

    @ParameterizedTest
    @CsvSource({
        "SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT",
        "RSA_2048, ENCRYPT_DECRYPT",
        "RSA_4096, SIGN_VERIFY",
        "ECC_NIST_P256, SIGN_VERIFY",
        "ECC_NIST_P384, SIGN_VERIFY",
        "ECC_NIST_P521, SIGN_VERIFY",
        "HMAC_256, GENERATE_VERIFY_MAC"
    })
    void aKeyHasItsSpecAndUsageAndSomeAlgorithm(String spec, String usage) {
        KeyMetadata key =
                cloud.kms.createKey(b -> b.keySpec(spec).keyUsage(usage)).keyMetadata();

        assertThat(key.keySpecAsString()).isEqualTo(spec);
        assertThat(key.keyUsageAsString()).isEqualTo(usage);
        assertThat(key.encryptionAlgorithms().size()
                        + key.signingAlgorithms().size()
                        + key.macAlgorithms().size())
                .isPositive();
    }

    @Test
    void aUsageThatTheSpecDoesNotHaveIsRefused() {
        assertThatThrownBy(() ->
                        cloud.kms.createKey(b -> b.keySpec("ECC_NIST_P256").keyUsage("ENCRYPT_DECRYPT")))
                .isInstanceOf(KmsException.class)
                .hasMessageContaining("KeyUsage");
    }

    @Test
    void aDeletedKeyIsNotFoundByAnyName() {
        cloud.load(
                TestCloud.HOME, "\"keys\": [{\"keyId\": \"one\", \"aliases\": [\"alias/a\"]}, {\"keyId\": \"two\"}]");
        cloud.load(TestCloud.HOME, "\"deletedKeys\": [\"one\"]");

        assertThatThrownBy(() -> describe("one")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> describe("alias/a")).isInstanceOf(NotFoundException.class);
        assertThat(describe("two").enabled()).isTrue();
    }

    private String created() {
        return cloud.kms.createKey().keyMetadata().keyId();
    }

    private KeyMetadata describe(String id) {
        return cloud.kms.describeKey(b -> b.keyId(id)).keyMetadata();
    }
}
