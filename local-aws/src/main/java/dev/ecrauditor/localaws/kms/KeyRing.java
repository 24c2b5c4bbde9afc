package dev.ecrauditor.localaws.kms;

import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.IdGenerator;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The KMS keys of one account in one region. */
public final class KeyRing {

    static final String ECR_ALIAS = "alias/aws/ecr";

    private static final String KEY = "key/";

    private final AccountRegion place;
    private final Clock clock;
    private final Map<String, KmsKey> keys = new LinkedHashMap<>();

    public KeyRing(AccountRegion place, Clock clock) {
        this.place = place;
        this.clock = clock;
    }

    public KeyRing copy() {
        KeyRing copy = new KeyRing(place, clock);
        copy.keys.putAll(keys);
        return copy;
    }

    /** Adds or replaces the key; its aliases are removed from other keys. */
    public void put(KmsKey key) {
        keys.replaceAll((id, other) -> other.withoutAliases(key.aliases()));
        keys.put(key.keyId(), key);
    }

    public void replace(KeyRing other) {
        keys.clear();
        keys.putAll(other.keys);
    }

    /** The key that a resource of an ARN names: {@code key/...} or {@code alias/...}. */
    Optional<KmsKey> find(String resource) {
        if (resource.startsWith(KEY)) {
            return Optional.ofNullable(keys.get(resource.substring(KEY.length())));
        }
        return keys.values().stream()
                .filter(key -> key.aliases().contains(resource))
                .findFirst();
    }

    /** The AWS managed key for ECR here, created at its first use. */
    KmsKey awsManaged() {
        return find(ECR_ALIAS).orElseGet(() -> {
            KmsKey key = new KmsKey(
                    place,
                    IdGenerator.named("aws-managed-key:" + place.account() + ":" + place.region()),
                    KmsKey.AWS,
                    KmsKey.ENABLED,
                    clock.instant(),
                    "Default key that protects my ECR data when no other key is defined",
                    List.of(ECR_ALIAS),
                    Set.of(),
                    KmsKey.NO_POLICY);
            put(key);
            return key;
        });
    }
}
