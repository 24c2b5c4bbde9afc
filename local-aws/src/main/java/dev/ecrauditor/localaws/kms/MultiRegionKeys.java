package dev.ecrauditor.localaws.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.kms.key.KeyMaterial;
import dev.ecrauditor.localaws.kms.key.KeyReference;
import dev.ecrauditor.localaws.kms.key.KeyStatus;
import dev.ecrauditor.localaws.kms.key.KmsKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the keys of other Regions that belong to a multi-Region key. */
final class MultiRegionKeys {

    private final Cloud cloud;

    MultiRegionKeys(Cloud cloud) {
        this.cloud = cloud;
    }

    /** The primary of a replica, if it is in the simulation. */
    Optional<KmsKey> primaryOf(KmsKey replica) {
        return KeyReference.parse(replica.place(), replica.primaryArn())
                .flatMap(primary -> cloud.at(primary.place()).keys.find(primary.resource()));
    }

    /** The replicas of a primary key, in the order of their Regions. */
    List<KmsKey> replicasOf(KmsKey primary) {
        return cloud.all().stream()
                .flatMap(region -> region.keys.find("key/" + primary.keyId()).stream())
                .filter(key -> key.isReplica() && key.primaryArn().equals(primary.arn()))
                .sorted(Comparator.comparing(KmsKey::arn))
                .toList();
    }

    /** A key in another Region with the id and the material of its primary. */
    KmsKey replica(KmsKey primary, Call call, String region, String policy) {
        return new KmsKey(
                new KmsKey.Identity(
                        new AccountRegion(primary.place().account(), region),
                        primary.keyId(),
                        KmsKey.CUSTOMER,
                        call.now(),
                        call.parameters().text("Description", "")),
                primary.material(),
                primary.material().origin().equals(KeyMaterial.EXTERNAL)
                        ? KeyStatus.of(KeyStatus.PENDING_IMPORT)
                        : KeyStatus.ENABLED,
                primary.rotation(),
                primary.arn(),
                primary.sharedWith(),
                policy);
    }

    /** Adds the configuration of a multi-Region key; a single-Region key has none. */
    ObjectNode describe(KmsKey key, ObjectNode metadata) {
        if (!key.isMultiRegion()) {
            return metadata;
        }
        KmsKey primary = key.isReplica() ? primaryOf(key).orElse(key) : key;
        ObjectNode configuration = Json.object().put("MultiRegionKeyType", key.isReplica() ? "REPLICA" : "PRIMARY");
        configuration.set("PrimaryKey", member(key.primaryArn()));
        configuration.set(
                "ReplicaKeys",
                Json.nodes(
                        key.isReplica() && primary.equals(key)
                                ? List.of(member(key.arn()))
                                : replicasOf(primary).stream()
                                        .map(replica -> member(replica.arn()))
                                        .toList()));
        return metadata.set("MultiRegionConfiguration", configuration);
    }

    private static ObjectNode member(String arn) {
        return Json.object().put("Arn", arn).put("Region", arn.split(":", -1)[3]);
    }
}
