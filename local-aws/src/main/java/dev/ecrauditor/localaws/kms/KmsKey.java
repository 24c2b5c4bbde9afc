package dev.ecrauditor.localaws.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** One KMS key: its manager, state, names, the accounts it is shared with, and the text of its policy. */
public record KmsKey(
        AccountRegion place,
        String keyId,
        String keyManager,
        String state,
        Instant createdAt,
        String description,
        List<String> aliases,
        Set<String> sharedWith,
        String policy) {

    public static final String ENABLED = "Enabled";
    /** The policy of a key for which none is given; nothing evaluates it. */
    static final String NO_POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";

    static final String CUSTOMER = "CUSTOMER";
    static final String AWS = "AWS";

    public KmsKey {
        aliases = List.copyOf(aliases);
        sharedWith = Set.copyOf(sharedWith);
    }

    KmsKey withoutAliases(List<String> taken) {
        List<String> left =
                aliases.stream().filter(alias -> !taken.contains(alias)).toList();
        return new KmsKey(place, keyId, keyManager, state, createdAt, description, left, sharedWith, policy);
    }

    public String arn() {
        return place.arn("kms", "key/" + keyId);
    }

    boolean isOpenTo(String account) {
        return place.account().equals(account) || sharedWith.contains(account);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("AWSAccountId", place.account())
                .put("KeyId", keyId)
                .put("Arn", arn())
                .put("CreationDate", Json.epochSeconds(createdAt))
                .put("Enabled", state.equals(ENABLED))
                .put("Description", description)
                .put("KeyUsage", "ENCRYPT_DECRYPT")
                .put("KeyState", state)
                .put("Origin", "AWS_KMS")
                .put("KeyManager", keyManager)
                .put("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT")
                .put("KeySpec", "SYMMETRIC_DEFAULT")
                .put("MultiRegion", false);
        json.set("EncryptionAlgorithms", Json.texts(List.of("SYMMETRIC_DEFAULT")));
        return json;
    }
}
