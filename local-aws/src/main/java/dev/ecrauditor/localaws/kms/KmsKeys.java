package dev.ecrauditor.localaws.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.IdGenerator;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.kms.key.KeyMaterial;
import dev.ecrauditor.localaws.kms.key.KeyPolicy;
import dev.ecrauditor.localaws.kms.key.KeyRing;
import dev.ecrauditor.localaws.kms.key.KeyRotation;
import dev.ecrauditor.localaws.kms.key.KeyState;
import dev.ecrauditor.localaws.kms.key.KeyStatus;
import dev.ecrauditor.localaws.kms.key.Keys;
import dev.ecrauditor.localaws.kms.key.KmsKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** KMS's CreateKey, ReplicateKey and DescribeKey. */
final class KmsKeys {

    private static final String REGION = "[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}";

    private final CalledKey called;
    private final Keys keys;
    private final MultiRegionKeys multiRegion;
    private final IdGenerator ids;

    KmsKeys(Keys keys, MultiRegionKeys multiRegion, IdGenerator ids) {
        this.called = new CalledKey(keys);
        this.keys = keys;
        this.multiRegion = multiRegion;
        this.ids = ids;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.KMS,
                        "CreateKey",
                        this::create,
                        "Policy",
                        "Description",
                        "KeyUsage",
                        "KeySpec",
                        "CustomerMasterKeySpec",
                        "Origin",
                        "BypassPolicyLockoutSafetyCheck",
                        "MultiRegion",
                        "Tags"),
                Operation.of(
                        AwsService.KMS,
                        "ReplicateKey",
                        this::replicate,
                        "KeyId",
                        "ReplicaRegion",
                        "Policy",
                        "Description",
                        "BypassPolicyLockoutSafetyCheck"),
                Operation.of(AwsService.KMS, "DescribeKey", this::describe, "KeyId", "GrantTokens"));
    }

    private ObjectNode create(Call call) {
        Fields asked = call.parameters();
        boolean primary = asked.flag("MultiRegion", false);
        String id = ids.next("key");
        KmsKey.Identity identity = new KmsKey.Identity(
                call.place(),
                primary ? "mrk-" + id.replace("-", "") : id,
                KmsKey.CUSTOMER,
                call.now(),
                asked.text("Description", ""));
        KeyMaterial material = KeyMaterial.readCreated(asked);
        KmsKey key = new KmsKey(
                identity,
                material,
                material.origin().equals(KeyMaterial.EXTERNAL)
                        ? KeyStatus.of(KeyStatus.PENDING_IMPORT)
                        : KeyStatus.ENABLED,
                KeyRotation.OFF,
                primary ? identity.arn() : "",
                Set.of(),
                policy(call));
        keys.ring(call.place()).put(new KeyState(key, List.of(), Optional.empty()));
        return Json.object().set("KeyMetadata", metadata(key));
    }

    private ObjectNode replicate(Call call) {
        KmsKey primary = called.findToChange(call);
        String region = call.parameters().text("ReplicaRegion");
        if (!region.matches(REGION)) {
            throw call.invalid("ReplicaRegion", "must be a Region");
        }
        if (!primary.isMultiRegion() || primary.isReplica()) {
            throw AwsError.badRequest(
                    "UnsupportedOperationException", primary.arn() + " is not a multi-Region primary key.");
        }
        KmsKey replica = multiRegion.replica(primary, call, region, policy(call));
        KeyRing ring = keys.ring(replica.place());
        if (ring.find("key/" + replica.keyId()).isPresent()) {
            throw AwsError.badRequest("AlreadyExistsException", replica.arn() + " already exists.");
        }
        ring.put(new KeyState(replica, List.of(), Optional.empty()));
        ObjectNode answer = Json.object().put("ReplicaPolicy", replica.policy());
        return answer.set("ReplicaKeyMetadata", metadata(replica));
    }

    private ObjectNode describe(Call call) {
        return Json.object().set("KeyMetadata", metadata(called.find(call)));
    }

    private ObjectNode metadata(KmsKey key) {
        return multiRegion.describe(key, key.toJson());
    }

    private static String policy(Call call) {
        return call.parameters()
                .optionalText("Policy")
                .map(KeyPolicy::checked)
                .orElseGet(() -> KeyPolicy.ofCustomer(call.place()));
    }
}
