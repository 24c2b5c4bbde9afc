package dev.ecrauditor.localaws.kms.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.util.Set;

/** One KMS key without its aliases and grants; the primary's ARN is empty for a key of a single Region. */
public record KmsKey(
        Identity identity,
        KeyMaterial material,
        KeyStatus status,
        KeyRotation rotation,
        String primaryArn,
        Set<String> sharedWith,
        String policy) {

    public static final String CUSTOMER = "CUSTOMER";
    public static final String AWS = "AWS";

    /** What never changes about a key. */
    public record Identity(AccountRegion place, String keyId, String manager, Instant createdAt, String description) {

        public String arn() {
            return place.arn("kms", "key/" + keyId);
        }
    }

    public KmsKey {
        sharedWith = Set.copyOf(sharedWith);
    }

    public KmsKey withStatus(KeyStatus newStatus) {
        return new KmsKey(identity, material, newStatus, rotation, primaryArn, sharedWith, policy);
    }

    public KmsKey withRotation(KeyRotation newRotation) {
        return new KmsKey(identity, material, status, newRotation, primaryArn, sharedWith, policy);
    }

    public KmsKey withPolicy(String newPolicy) {
        return new KmsKey(identity, material, status, rotation, primaryArn, sharedWith, newPolicy);
    }

    public AccountRegion place() {
        return identity.place();
    }

    public String keyId() {
        return identity.keyId();
    }

    public String arn() {
        return identity.arn();
    }

    public String state() {
        return status.state();
    }

    public boolean isEnabled() {
        return status.is(KeyStatus.ENABLED_STATE);
    }

    public boolean isAwsManaged() {
        return identity.manager().equals(AWS);
    }

    public boolean isMultiRegion() {
        return !primaryArn.isEmpty();
    }

    public boolean isReplica() {
        return isMultiRegion() && !primaryArn.equals(arn());
    }

    public boolean isOpenTo(String account) {
        return place().account().equals(account) || sharedWith.contains(account);
    }

    /** The metadata except for the configuration of a multi-Region key, which names keys of other Regions. */
    public ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("AWSAccountId", place().account())
                .put("KeyId", keyId())
                .put("Arn", arn())
                .put("CreationDate", Json.epochSeconds(identity.createdAt()))
                .put("Description", identity.description())
                .put("KeyManager", identity.manager())
                .put("MultiRegion", isMultiRegion());
        status.describe(json);
        material.describe(json, !status.is(KeyStatus.PENDING_IMPORT));
        return json;
    }
}
