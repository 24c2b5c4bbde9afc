package dev.ecrauditor.policy.action;

import java.util.Map;
import java.util.Set;

/**
 * The KMS actions a key policy can grant, with their access levels.
 *
 * <p>Source: "Actions, resources, and condition keys for AWS Key Management Service", Service Authorization Reference;
 * "AWS KMS condition keys", AWS KMS Developer Guide.
 */
final class KmsActions {

    /** Every action on a key. */
    static final Map<String, AccessLevel> KEY_LEVEL = ActionTable.read("kms", """
            LIST ListGrants ListKeyPolicies ListKeyRotations ListResourceTags
            READ DescribeKey GetKeyPolicy GetKeyRotationStatus GetParametersForImport GetPublicKey
            TAGGING TagResource UntagResource
            WRITE CancelKeyDeletion CreateAlias Decrypt DeleteAlias DeleteImportedKeyMaterial DeriveSharedSecret
            WRITE DisableKey DisableKeyRotation EnableKey EnableKeyRotation Encrypt GenerateDataKey
            WRITE GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac
            WRITE ImportKeyMaterial ReEncryptFrom ReEncryptTo ReplicateKey RotateKeyOnDemand ScheduleKeyDeletion Sign
            WRITE SynchronizeMultiRegionKey UpdateAlias UpdateKeyDescription UpdatePrimaryRegion Verify VerifyMac
            PERMISSIONS CreateGrant PutKeyPolicy RetireGrant RevokeGrant
            """);

    /** Actions on no key: a key policy cannot grant them. */
    static final Set<String> ACCOUNT_LEVEL = Set.of(
            "ConnectCustomKeyStore",
            "CreateCustomKeyStore",
            "CreateKey",
            "DeleteCustomKeyStore",
            "DescribeCustomKeyStores",
            "DisconnectCustomKeyStore",
            "GenerateRandom",
            "ListAliases",
            "ListKeys",
            "ListRetirableGrants",
            "UpdateCustomKeyStore");

    /** KMS had its own key for the account of the caller before there was a global one. */
    static final Map<String, String> GLOBAL_KEYS = Map.of("kms:calleraccount", "aws:PrincipalAccount");

    private KmsActions() {}
}
