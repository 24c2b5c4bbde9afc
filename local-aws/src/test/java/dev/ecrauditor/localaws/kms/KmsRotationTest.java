package dev.ecrauditor.localaws.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

class KmsRotationTest {

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void rotationIsSwitchedOnAndOff() {
        String id = cloud.kms.createKey().keyMetadata().keyId();
        assertThat(isRotated(id)).isFalse();
        cloud.kms.enableKeyRotation(b -> b.keyId(id).rotationPeriodInDays(90));

        GetKeyRotationStatusResponse status = cloud.kms.getKeyRotationStatus(b -> b.keyId(id));
        assertThat(status.keyRotationEnabled()).isTrue();
        assertThat(status.rotationPeriodInDays()).isEqualTo(90);
        assertThat(status.nextRotationDate()).isEqualTo(TestCloud.START.plus(Duration.ofDays(90)));

        cloud.kms.disableKeyRotation(b -> b.keyId(id));
        assertThat(isRotated(id)).isFalse();
    }

    @Test
    void whileItsDeletionIsPendingAKeyIsNotRotated() {
        String id = cloud.kms.createKey().keyMetadata().keyId();
        cloud.kms.enableKeyRotation(b -> b.keyId(id));
        cloud.kms.scheduleKeyDeletion(b -> b.keyId(id));
        assertThat(isRotated(id)).isFalse();
        assertThatThrownBy(() -> cloud.kms.enableKeyRotation(b -> b.keyId(id)))
                .isInstanceOf(KmsInvalidStateException.class);

        cloud.kms.cancelKeyDeletion(b -> b.keyId(id));
        assertThat(isRotated(id)).isTrue();
        assertThatThrownBy(() -> cloud.kms.disableKeyRotation(b -> b.keyId(id))).isInstanceOf(DisabledException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"origin\": \"EXTERNAL\"",
                "\"origin\": \"AWS_CLOUDHSM\"",
                "\"keySpec\": \"RSA_2048\"",
                "\"keySpec\": \"HMAC_256\""
            })
    void aKeyThatCannotRotateHasNoStatus(String kind) {
        cloud.load(TestCloud.HOME, "\"keys\": [{\"keyId\": \"one\", " + kind + "}]");
        assertThatThrownBy(() -> isRotated("one")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> cloud.kms.enableKeyRotation(b -> b.keyId("one")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theAwsManagedKeyAlwaysRotates() {
        assertThat(isRotated("alias/aws/ecr")).isTrue();
        assertThatThrownBy(() -> cloud.kms.disableKeyRotation(b -> b.keyId("alias/aws/ecr")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aStateFileSwitchesItOn() {
        cloud.load(TestCloud.HOME, "\"keys\": [{\"keyId\": \"one\", \"rotationEnabled\": true}]");
        assertThat(isRotated("one")).isTrue();
    }

    private boolean isRotated(String id) {
        return cloud.kms.getKeyRotationStatus(b -> b.keyId(id)).keyRotationEnabled();
    }
}
