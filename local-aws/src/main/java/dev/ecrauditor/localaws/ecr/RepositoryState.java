package dev.ecrauditor.localaws.ecr;

import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.ecr.image.ImageState;
import dev.ecrauditor.localaws.ecr.image.Images;
import dev.ecrauditor.localaws.kms.key.KeyReference;
import dev.ecrauditor.localaws.kms.key.Keys;
import java.time.Instant;
import java.util.Optional;

/** One repository of an account-state file, checked except for its key, which may be listed anywhere in the file. */
public record RepositoryState(
        AccountRegion place,
        String name,
        Instant createdAt,
        Optional<String> policy,
        Optional<String> lifecyclePolicy,
        Images images,
        Fields fields) {

    public static RepositoryState read(AccountRegion place, Fields fields, Instant now) {
        fields.onlyKnown(
                "repositoryName",
                "createdAt",
                "encryptionConfiguration",
                "imageScanningConfiguration",
                "imageTagMutability",
                "imageTagMutabilityExclusionFilters",
                "policyText",
                "lifecyclePolicyText",
                "images",
                "tags");
        Instant createdAt = fields.time("createdAt").orElse(now);
        return new RepositoryState(
                place,
                RepositoryName.read(fields),
                createdAt,
                PolicyText.read(fields, "policyText"),
                PolicyText.readCompact(fields, "lifecyclePolicyText"),
                ImageState.read(fields.objects("images"), createdAt),
                fields);
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
}
