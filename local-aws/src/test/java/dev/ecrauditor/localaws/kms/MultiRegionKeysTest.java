package dev.ecrauditor.localaws.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.MultiRegionKey;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

class MultiRegionKeysTest {

    @AutoClose
    final TestCloud cloud = new TestCloud();

    private final KmsClient ireland = cloud.kms(TestCloud.ANYBODY, "eu-west-1");

    @Test
    void aPrimaryAndItsReplicaNameEachOther() {
        KeyMetadata primary = createPrimary();
        KeyMetadata replica = replicate(primary);

        assertThat(primary.keyId()).startsWith("mrk-");
        assertThat(replica.keyId()).isEqualTo(primary.keyId());
        assertThat(replica.arn()).isEqualTo(primary.arn().replace("us-east-1", "eu-west-1"));
        assertThat(replica.multiRegionConfiguration().multiRegionKeyType()).isEqualTo(MultiRegionKeyType.REPLICA);
        assertThat(replica.multiRegionConfiguration().primaryKey().arn()).isEqualTo(primary.arn());
        KeyMetadata described =
                cloud.kms.describeKey(b -> b.keyId(primary.keyId())).keyMetadata();
        assertThat(described.multiRegionConfiguration().multiRegionKeyType()).isEqualTo(MultiRegionKeyType.PRIMARY);
        assertThat(described.multiRegionConfiguration().replicaKeys())
                .extracting(MultiRegionKey::region)
                .containsExactly("eu-west-1");
    }

    @Test
    void aKeyOfOneRegionHasNoConfiguration() {
        KeyMetadata key = cloud.kms.createKey().keyMetadata();
        assertThat(key.multiRegion()).isFalse();
        assertThat(key.multiRegionConfiguration()).isNull();
        assertThatThrownBy(() -> replicate(key)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theRotationOfAReplicaIsThatOfItsPrimary() {
        KeyMetadata primary = createPrimary();
        String replica = replicate(primary).keyId();
        cloud.kms.enableKeyRotation(b -> b.keyId(primary.keyId()));

        assertThat(ireland.getKeyRotationStatus(b -> b.keyId(replica)).keyRotationEnabled())
                .isTrue();
        assertThatThrownBy(() -> ireland.disableKeyRotation(b -> b.keyId(replica)))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aPrimaryIsDeletedAfterItsReplicas() {
        KeyMetadata primary = createPrimary();
        replicate(primary);
        assertThat(cloud.kms.scheduleKeyDeletion(b -> b.keyId(primary.keyId())).deletionDate())
                .isNull();

        KeyMetadata waiting =
                cloud.kms.describeKey(b -> b.keyId(primary.keyId())).keyMetadata();
        assertThat(waiting.keyState()).isEqualTo(KeyState.PENDING_REPLICA_DELETION);
        assertThat(waiting.deletionDate()).isNull();
        assertThat(waiting.pendingDeletionWindowInDays()).isEqualTo(30);
        cloud.kms.cancelKeyDeletion(b -> b.keyId(primary.keyId()));
    }

    @Test
    void aReplicaIsMadeOnceInARegionThatExists() {
        KeyMetadata primary = createPrimary();
        replicate(primary);
        assertThatThrownBy(() -> replicate(primary)).isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() ->
                        cloud.kms.replicateKey(b -> b.keyId(primary.keyId()).replicaRegion("moon")))
                .isInstanceOf(KmsException.class);
    }

    @Test
    void aStateFileHasPrimariesAndReplicasAlsoWithoutTheirPrimary() {
        cloud.load("""
                {"accounts": {"111122223333": {
                   "us-east-1": {"keys": [{"keyId": "mrk-1", "multiRegion": true, "rotationEnabled": true}]},
                   "eu-west-1": {"keys": [
                      {"keyId": "mrk-1", "primaryArn": "arn:aws:kms:us-east-1:111122223333:key/mrk-1"},
                      {"keyId": "mrk-2", "primaryArn": "arn:aws:kms:us-east-1:111122223333:key/mrk-2"}]}}}}""");

        assertThat(cloud.kms
                        .describeKey(b -> b.keyId("mrk-1"))
                        .keyMetadata()
                        .multiRegionConfiguration()
                        .replicaKeys())
                .hasSize(1);
        assertThat(ireland.getKeyRotationStatus(b -> b.keyId("mrk-1")).keyRotationEnabled())
                .isTrue();
        KeyMetadata orphan = ireland.describeKey(b -> b.keyId("mrk-2")).keyMetadata();
        assertThat(orphan.multiRegionConfiguration().replicaKeys())
                .extracting(MultiRegionKey::arn)
                .containsExactly(orphan.arn());
        assertThat(ireland.getKeyRotationStatus(b -> b.keyId("mrk-2")).keyRotationEnabled())
                .isFalse();
    }

    private KeyMetadata createPrimary() {
        return cloud.kms.createKey(b -> b.multiRegion(true)).keyMetadata();
    }

    private KeyMetadata replicate(KeyMetadata key) {
        return cloud.kms
                .replicateKey(b -> b.keyId(key.keyId()).replicaRegion("eu-west-1"))
                .replicaKeyMetadata();
    }
}
