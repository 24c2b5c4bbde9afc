package dev.ecrauditor.localaws.kms.key;

import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A key of an account-state file, with its aliases, and its grants if the file lists them. */
public record KeyState(KmsKey key, List<String> aliases, Optional<List<Grant>> grants) {

    public KeyState {
        aliases = List.copyOf(aliases);
    }

    public static KeyState read(AccountRegion place, Fields fields, Instant now) {
        fields.onlyKnown(
                "keyId",
                "keyManager",
                "keyState",
                "description",
                "createdAt",
                "aliases",
                "sharedWith",
                "policy",
                "policyText",
                "origin",
                "keySpec",
                "keyUsage",
                "multiRegion",
                "primaryArn",
                "deletionDate",
                "validTo",
                "rotationEnabled",
                "grants");
        List<String> aliases = fields.texts("aliases");
        if (!aliases.stream().allMatch(alias -> alias.startsWith(Alias.PREFIX))) {
            throw fields.refuse("aliases", "must begin with alias/");
        }
        KmsKey key = key(identity(place, fields, now), fields);
        return new KeyState(
                key,
                aliases,
                fields.has("grants")
                        ? Optional.of(GrantState.read(key.identity(), fields.objects("grants")))
                        : Optional.empty());
    }

    private static KmsKey.Identity identity(AccountRegion place, Fields fields, Instant now) {
        String keyId = fields.text("keyId");
        if (!keyId.matches("[A-Za-z0-9-]{1,256}")) {
            throw fields.refuse("keyId", "must be a key id, not an ARN or alias");
        }
        return new KmsKey.Identity(
                place,
                keyId,
                fields.oneOf("keyManager", KmsKey.CUSTOMER, List.of(KmsKey.CUSTOMER, KmsKey.AWS)),
                fields.time("createdAt").orElse(now),
                fields.text("description", ""));
    }

    private static KmsKey key(KmsKey.Identity identity, Fields fields) {
        List<String> sharedWith = fields.texts("sharedWith");
        if (!sharedWith.stream().allMatch(AccountRegion::isAccount)) {
            throw fields.refuse("sharedWith", "must be accounts of twelve digits");
        }
        KeyMaterial material = KeyMaterial.read(fields);
        boolean rotates = fields.flag("rotationEnabled", false);
        if (rotates && !material.canRotate()) {
            throw fields.refuse("rotationEnabled", "must not be true: KMS cannot rotate a key of this kind");
        }
        String standard = identity.manager().equals(KmsKey.AWS)
                ? KeyPolicy.ofAwsManaged(identity.place())
                : KeyPolicy.ofCustomer(identity.place());
        return new KmsKey(
                identity,
                material,
                KeyStatus.read(fields),
                rotates ? KeyRotation.since(identity.createdAt()) : KeyRotation.OFF,
                primaryArn(identity, fields),
                Set.copyOf(sharedWith),
                fields.value("policyText")
                        .or(() -> fields.value("policy"))
                        .map(policy -> policy.isTextual() ? policy.textValue() : Json.text(policy))
                        .orElse(standard));
    }

    private static String primaryArn(KmsKey.Identity identity, Fields fields) {
        String arn = fields.text("primaryArn", "");
        boolean ofKey = KeyReference.parse(identity.place(), arn)
                .filter(reference -> reference.arn().equals(arn) && reference.isKey())
                .isPresent();
        if (!arn.isEmpty() && !ofKey) {
            throw fields.refuse("primaryArn", "must be the ARN of a key");
        }
        return arn.isEmpty() && fields.flag("multiRegion", false) ? identity.arn() : arn;
    }
}
