package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.EncryptionConfiguration;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CreateGrantRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.ListGrantsRequest;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.ReplicateKeyRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

/** The states, rotation, policies and grants of keys. */
interface KeyStateContract extends BackendContractPart {

    int GRANTS = 3;

    @Test
    default void aDeletionThatIsCancelledLeavesTheKeyDisabled() {
        KmsClient kms = fixture().owner().kms();
        String key = fixture().owner().createKey().keyId();
        kms.scheduleKeyDeletion(deletion(key));
        assertThat(described(kms, key).keyState()).isEqualTo(KeyState.PENDING_DELETION);
        assertThat(described(kms, key).deletionDate()).isNotNull();
        kms.cancelKeyDeletion(CancelKeyDeletionRequest.builder().keyId(key).build());
        assertThat(described(kms, key).keyState()).isEqualTo(KeyState.DISABLED);
        kms.enableKey(EnableKeyRequest.builder().keyId(key).build());
        assertThat(described(kms, key).keyState()).isEqualTo(KeyState.ENABLED);
    }

    @Test
    default void aKeyWhoseDeletionIsPendingIsNotEnabled() throws Throwable {
        KmsClient kms = fixture().owner().kms();
        String key = fixture().owner().createKey().keyId();
        kms.scheduleKeyDeletion(deletion(key));
        EnableKeyRequest enable = EnableKeyRequest.builder().keyId(key).build();
        Expectation.asOnAws(() -> assertThatExceptionOfType(KmsInvalidStateException.class)
                        .isThrownBy(() -> kms.enableKey(enable)))
                .unless(Difference.PENDING_KEYS_ARE_ENABLED, () -> {
                    kms.enableKey(enable);
                    assertThat(described(kms, key).keyState()).isEqualTo(KeyState.ENABLED);
                })
                .holdsOn(fixture().backend());
    }

    @Test
    default void aKeyRotatesUntilItsDeletionIsPending() throws Throwable {
        KmsClient kms = fixture().owner().kms();
        String key = fixture().owner().createKey().keyId();
        assertThat(isRotated(kms, key)).isFalse();
        kms.enableKeyRotation(EnableKeyRotationRequest.builder().keyId(key).build());
        assertThat(isRotated(kms, key)).isTrue();
        kms.scheduleKeyDeletion(deletion(key));
        Expectation.asOnAws(() -> assertThat(isRotated(kms, key)).isFalse())
                .unless(
                        Difference.PENDING_KEYS_ROTATE,
                        () -> assertThat(isRotated(kms, key)).isTrue())
                .holdsOn(fixture().backend());
    }

    @Test
    default void aKeyWithImportedMaterialCannotRotate() throws Throwable {
        KmsClient kms = fixture().owner().kms();
        String key = kms.createKey(
                        CreateKeyRequest.builder().origin(OriginType.EXTERNAL).build())
                .keyMetadata()
                .keyId();
        Expectation.asOnAws(() -> assertThatExceptionOfType(UnsupportedOperationException.class)
                        .isThrownBy(() -> isRotated(kms, key)))
                .unless(
                        Difference.ROTATION_OF_ANY_KEY,
                        () -> assertThat(isRotated(kms, key)).isFalse())
                .holdsOn(fixture().backend());
    }

    @Test
    default void theRotationOfAReplicaIsThatOfItsPrimaryKey() throws Throwable {
        KmsClient kms = fixture().owner().kms();
        KmsClient elsewhere = fixture().owner().kms("eu-west-1");
        String key = kms.createKey(CreateKeyRequest.builder().multiRegion(true).build())
                .keyMetadata()
                .keyId();
        kms.replicateKey(ReplicateKeyRequest.builder()
                .keyId(key)
                .replicaRegion("eu-west-1")
                .build());
        assertThat(described(elsewhere, key).arn())
                .isEqualTo(described(kms, key).arn().replace(AccountOwner.REGION, "eu-west-1"));
        kms.enableKeyRotation(EnableKeyRotationRequest.builder().keyId(key).build());
        Expectation.asOnAws(() -> assertThat(isRotated(elsewhere, key)).isTrue())
                .unless(
                        Difference.REPLICAS_ROTATE_THEMSELVES,
                        () -> assertThat(isRotated(elsewhere, key)).isFalse())
                .holdsOn(fixture().backend());
    }

    @Test
    default void aKeyPolicyIsReadAsItWasPut() {
        KmsClient kms = fixture().owner().kms();
        String key = fixture().owner().createKey().keyId();
        GetKeyPolicyRequest read =
                GetKeyPolicyRequest.builder().keyId(key).policyName("default").build();
        assertThat(kms.getKeyPolicy(read).policy())
                .contains("arn:aws:iam::" + fixture().owner().account() + ":root");
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
        kms.putKeyPolicy(PutKeyPolicyRequest.builder()
                .keyId(key)
                .policyName("default")
                .policy(policy)
                .build());
        assertThat(kms.getKeyPolicy(read).policy()).isEqualTo(policy);
    }

    @Test
    default void ecrHasTwoGrantsOnTheKeyOfARepository() throws Throwable {
        fixture().requireEcr();
        KmsClient kms = fixture().owner().kms();
        KeyMetadata key = fixture().owner().createKey();
        String repository = fixture()
                .owner()
                .createRepository(
                        "payments/api",
                        EncryptionConfiguration.builder()
                                .encryptionType(EncryptionType.KMS)
                                .kmsKey(key.arn())
                                .build())
                .toString();
        List<GrantListEntry> grants = grants(kms, key.keyId());
        Expectation.asOnAws(() -> assertThat(grants)
                        .hasSize(2)
                        .allSatisfy(grant -> assertThat(grant.constraints().encryptionContextSubset())
                                .containsEntry("aws:ecr:arn", repository)))
                .unless(Difference.NO_GRANTS_OF_ECR, () -> assertThat(grants).isEmpty())
                .holdsOn(fixture().backend());
    }

    @Test
    default void grantsAreListedInPages() throws Throwable {
        KmsClient kms = fixture().owner().kms();
        String key = fixture().owner().createKey().keyId();
        CreateGrantRequest grant = CreateGrantRequest.builder()
                .keyId(key)
                .granteePrincipal("arn:aws:iam::" + fixture().owner().account() + ":role/reader")
                .operations(GrantOperation.DECRYPT)
                .build();
        List<String> created = IntStream.range(0, GRANTS)
                .mapToObj(number -> kms.createGrant(grant).grantId())
                .toList();
        assertThat(grants(kms, key)).extracting(GrantListEntry::grantId).containsExactlyInAnyOrderElementsOf(created);
        ListGrantsRequest two = ListGrantsRequest.builder().keyId(key).limit(2).build();
        Expectation.asOnAws(() -> assertThat(kms.listGrants(two).grants()).hasSize(2))
                .unless(
                        Difference.ALL_GRANTS_ON_ONE_PAGE,
                        () -> assertThat(kms.listGrants(two).grants()).hasSize(GRANTS))
                .holdsOn(fixture().backend());
    }

    private static List<GrantListEntry> grants(KmsClient kms, String key) {
        return kms.listGrantsPaginator(ListGrantsRequest.builder().keyId(key).build()).grants().stream()
                .toList();
    }

    private static boolean isRotated(KmsClient kms, String key) {
        return kms.getKeyRotationStatus(
                        GetKeyRotationStatusRequest.builder().keyId(key).build())
                .keyRotationEnabled();
    }

    private static ScheduleKeyDeletionRequest deletion(String key) {
        return ScheduleKeyDeletionRequest.builder()
                .keyId(key)
                .pendingWindowInDays(7)
                .build();
    }

    private static KeyMetadata described(KmsClient kms, String key) {
        return kms.describeKey(DescribeKeyRequest.builder().keyId(key).build()).keyMetadata();
    }
}
