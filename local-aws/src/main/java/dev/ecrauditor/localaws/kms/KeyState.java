package dev.ecrauditor.localaws.kms;

import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Reads a key of an account-state file. */
public final class KeyState {

    private static final List<String> STATES = List.of(
            "Creating",
            KmsKey.ENABLED,
            "Disabled",
            "PendingDeletion",
            "PendingImport",
            "PendingReplicaDeletion",
            "Unavailable",
            "Updating");

    private KeyState() {}

    public static KmsKey read(AccountRegion place, Fields fields, Instant now) {
        fields.onlyKnown("keyId", "keyManager", "keyState", "description", "aliases", "sharedWith", "policy");
        String keyId = fields.text("keyId");
        if (!keyId.matches("[A-Za-z0-9-]{1,256}")) {
            throw fields.refuse("keyId", "must be a key id, not an ARN or alias");
        }
        List<String> aliases = fields.texts("aliases");
        if (!aliases.stream().allMatch(alias -> alias.startsWith("alias/"))) {
            throw fields.refuse("aliases", "must begin with alias/");
        }
        List<String> sharedWith = fields.texts("sharedWith");
        if (!sharedWith.stream().allMatch(AccountRegion::isAccount)) {
            throw fields.refuse("sharedWith", "must be accounts of twelve digits");
        }
        return new KmsKey(
                place,
                keyId,
                fields.oneOf("keyManager", KmsKey.CUSTOMER, List.of(KmsKey.CUSTOMER, KmsKey.AWS)),
                fields.oneOf("keyState", KmsKey.ENABLED, STATES),
                now,
                fields.text("description", ""),
                aliases,
                Set.copyOf(sharedWith),
                fields.value("policy").map(Json::text).orElse(KmsKey.NO_POLICY));
    }
}
