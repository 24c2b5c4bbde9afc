package dev.ecrauditor.localaws.ecr;

import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.kms.KeyReference;
import dev.ecrauditor.localaws.kms.Keys;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** One repository of an account-state file, checked except for its key, which may be listed anywhere in the file. */
public record RepositoryState(AccountRegion place, String name, Instant createdAt, Fields fields) {

    public static RepositoryState read(AccountRegion place, Fields fields, Instant now) {
        fields.onlyKnown(
                "repositoryName",
                "createdAt",
                "encryptionConfiguration",
                "imageScanningConfiguration",
                "imageTagMutability",
                "imageTagMutabilityExclusionFilters",
                "policyText",
                "tags");
        RepositoryState state = new RepositoryState(
                place,
                RepositoryName.read(fields),
                fields.optionalText("createdAt")
                        .map(text -> instant(fields, text))
                        .orElse(now),
                fields);
        state.policy();
        return state;
    }

    public Repository repository(Keys keys) {
        return new Repository(
                place,
                name,
                createdAt,
                encryption(keys),
                fields.objectOrEmpty("imageScanningConfiguration")
                        .onlyKnown("scanOnPush")
                        .flag("scanOnPush", false),
                TagMutability.read(fields),
                fields.textMap("tags"));
    }

    /** A text is the exact policy, JSON or not; an object is the policy in ECR's layout. */
    public Optional<String> policy() {
        return fields.value("policyText").map(policy -> {
            if (policy.isTextual()) {
                return policy.textValue();
            }
            if (policy.isObject()) {
                return Json.prettyText(policy);
            }
            throw fields.refuse("policyText", "must be an object or a string");
        });
    }

    private Encryption encryption(Keys keys) {
        Fields asked = fields.objectOrEmpty("encryptionConfiguration").onlyKnown("encryptionType", "kmsKey");
        String type = asked.oneOf("encryptionType", Encryption.AES256, Encryption.TYPES);
        if (type.equals(Encryption.AES256)) {
            if (asked.has("kmsKey")) {
                throw asked.refuse("kmsKey", "must not be given with the encryption type AES256");
            }
            return new Encryption(type, "");
        }
        return new Encryption(
                type,
                asked.optionalText("kmsKey")
                        .map(key -> keyArn(keys, asked, key))
                        .orElseGet(() -> keys.awsManaged(place).arn()));
    }

    /** A key ARN may name a missing key, as in AWS after the key was deleted; an id or an alias must exist. */
    private String keyArn(Keys keys, Fields asked, String key) {
        if (keys.find(place, key) instanceof Keys.Found found) {
            return found.key().arn();
        }
        boolean definite = key.startsWith("arn:")
                && KeyReference.parse(place, key).filter(KeyReference::isKey).isPresent();
        if (!definite) {
            throw asked.refuse("kmsKey", "names no key of " + place.account() + " in " + place.region());
        }
        return key;
    }

    private static Instant instant(Fields fields, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw fields.refuse("createdAt", "must be a time such as 2026-11-20T10:05:00Z");
        }
    }
}
