package dev.ecrauditor.localaws.kms.key;

import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.IdGenerator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The KMS keys of one account in one region, with their aliases and grants. */
public final class KeyRing {

    public static final String ECR_ALIAS = "alias/aws/ecr";

    private static final String KEY = "key/";

    private final AccountRegion place;
    private final Clock clock;
    private final Map<String, KmsKey> keys = new HashMap<>();
    private final NavigableMap<String, Alias> aliases = new TreeMap<>();
    private final Map<String, NavigableMap<String, Grant>> grants = new HashMap<>();

    public KeyRing(AccountRegion place, Clock clock) {
        this.place = place;
        this.clock = clock;
    }

    public KeyRing copy() {
        KeyRing copy = new KeyRing(place, clock);
        copy.replace(this);
        return copy;
    }

    public void replace(KeyRing other) {
        keys.clear();
        keys.putAll(other.keys);
        aliases.clear();
        aliases.putAll(other.aliases);
        grants.clear();
        other.grants.forEach((keyId, ofKey) -> grants.put(keyId, new TreeMap<>(ofKey)));
    }

    /** Adds or replaces the key with all that belongs to it; its aliases are removed from other keys. */
    public void put(KeyState state) {
        remove(state.key().keyId());
        put(state.key());
        state.aliases().forEach(name -> put(new Alias(name, state.key().keyId(), clock.instant())));
        state.grants().orElse(List.of()).forEach(grant -> put(state.key(), grant));
    }

    public void remove(String keyId) {
        keys.remove(keyId);
        grants.remove(keyId);
        aliases.values().removeIf(alias -> alias.keyId().equals(keyId));
    }

    public void put(KmsKey key) {
        keys.put(key.keyId(), key);
    }

    public void put(Alias alias) {
        aliases.put(alias.name(), alias);
    }

    public void put(KmsKey key, Grant grant) {
        grants.computeIfAbsent(key.keyId(), id -> new TreeMap<>()).put(grant.id(), grant);
    }

    /** The aliases by name; writing to it changes them. */
    public NavigableMap<String, Alias> aliases() {
        return aliases;
    }

    /** The grants of a key by id; writing to it changes nothing if there are none. */
    public NavigableMap<String, Grant> grants(KmsKey key) {
        return grants.getOrDefault(key.keyId(), new TreeMap<>());
    }

    public List<KmsKey> keys() {
        return new ArrayList<>(keys.values());
    }

    /** The key that a resource of an ARN names: {@code key/...} or {@code alias/...}. */
    public Optional<KmsKey> find(String resource) {
        if (resource.startsWith(KEY)) {
            return Optional.ofNullable(keys.get(resource.substring(KEY.length())));
        }
        return Optional.ofNullable(aliases.get(resource)).map(alias -> keys.get(alias.keyId()));
    }

    /** The AWS managed key for ECR here, created at its first use. */
    public KmsKey awsManaged() {
        return find(ECR_ALIAS).orElseGet(() -> {
            KmsKey key = new KmsKey(
                    new KmsKey.Identity(
                            place,
                            IdGenerator.named("aws-managed-key:" + place.account() + ":" + place.region()),
                            KmsKey.AWS,
                            clock.instant(),
                            "Default key that protects my ECR data when no other key is defined"),
                    KeyMaterial.DEFAULT,
                    KeyStatus.ENABLED,
                    KeyRotation.since(clock.instant()),
                    "",
                    Set.of(),
                    KeyPolicy.ofAwsManaged(place));
            put(new KeyState(key, List.of(ECR_ALIAS), Optional.empty()));
            return key;
        });
    }
}
