package dev.ecrauditor.iac.registry;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.registry.DeclaredKeys.NamedKey;
import dev.ecrauditor.iac.resource.PropertyView;
import dev.ecrauditor.iac.resource.UnresolvedException;
import dev.ecrauditor.iac.resource.ValueReader;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.repository.TagMutability;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the snapshot of a repository that the input declares: the state in which its deployment leaves it. */
final class RepositoryMapping {

    /** A deployment is over when it is evaluated: no grace period runs. */
    private static final Instant CREATED_AT = Instant.EPOCH;

    private static final Encryption NO_ENCRYPTION = new Encryption("AES256", Optional.empty(), new Reading.Absent<>());

    private final DeclaredRegistry registry;
    private final DeclaredKeys keys;
    private final Instant now;
    private final Map<String, RepositoryPolicy> policies = new HashMap<>();
    private final Map<DeploymentPlace, RegistryContext> contexts = new HashMap<>();

    /**
     * A repository as the rules evaluate it.
     *
     * @param snapshot with defaults in place of settings that are not known
     * @param unknown why a setting is not known
     * @param key its key, where the input declares it
     */
    record Mapped(RepositorySnapshot snapshot, Map<Setting, String> unknown, Optional<NamedKey.Declared> key) {}

    RepositoryMapping(DeclaredRegistry registry, DeclaredKeys keys, Instant now) {
        this.registry = registry;
        this.keys = keys;
        this.now = now;
    }

    Mapped map(DeclaredRepository repository, ValueReader values) {
        PropertyView properties = values.properties(repository.resource());
        Map<Setting, String> unknown = new EnumMap<>(Setting.class);
        RepositoryName name = RepositoryName.of(repository.resource(), values);
        Optional<DeclaredEncryption> encryption =
                known(Setting.ENCRYPTION, unknown, () -> DeclaredEncryption.of(properties, keys, values));
        Optional<TagMutability> tags = known(Setting.TAG_MUTABILITY, unknown, () -> RegistryBlocks.tags(properties));
        Reading<Boolean> flag = UnresolvedException.reading(() -> new Reading.Known<>(scanOnPush(properties)));
        RepositorySnapshot snapshot = new RepositorySnapshot(
                name.arn(values.assumed()),
                new RepositorySnapshot.Creation(CREATED_AT, Origin.CALLER),
                now,
                encryption.map(DeclaredEncryption::encryption).orElse(NO_ENCRYPTION),
                policy(repository, values),
                new RepositorySnapshot.ScanSettings(
                        flag.equals(new Reading.Known<>(true)),
                        PredictedScanning.of(registry.scanning(values), name, flag)),
                new RepositorySnapshot.ImageSettings(
                        tags.orElse(TagMutability.MUTABLE), lifecyclePolicy(repository, values)),
                context(name, values));
        return new Mapped(snapshot, unknown, encryption.flatMap(DeclaredEncryption::declaredKey));
    }

    /** A policy that belongs to a repository outside the input; nothing else of that repository is known. */
    RepositorySnapshot policyAlone(DeclaredResource policy, ValueReader values) {
        RepositoryName name = RepositoryName.ofPolicy(policy, values);
        return new RepositorySnapshot(
                name.arn(values.assumed()),
                new RepositorySnapshot.Creation(CREATED_AT, Origin.CALLER),
                now,
                NO_ENCRYPTION,
                policy(values.properties(policy).value("policy"), values),
                new RepositorySnapshot.ScanSettings(false, new Reading.Absent<>()),
                new RepositorySnapshot.ImageSettings(TagMutability.MUTABLE),
                context(name, values));
    }

    private static <T> Optional<T> known(Setting setting, Map<Setting, String> unknown, Supplier<T> fact) {
        try {
            return Optional.of(fact.get());
        } catch (UnresolvedException reason) {
            unknown.put(setting, reason.reason());
            return Optional.empty();
        }
    }

    private static boolean scanOnPush(PropertyView properties) {
        return properties
                .block("ImageScanningConfiguration", "image_scanning_configuration")
                .flatMap(block -> block.truth("ScanOnPush", "scanOnPush", "scan_on_push"))
                .orElse(false);
    }

    private Reading<RepositoryPolicy> policy(DeclaredRepository repository, ValueReader values) {
        Optional<DeclaredValue> own = values.properties(repository.resource()).value("RepositoryPolicyText");
        List<DeclaredResource> others = repository.policies();
        if (others.size() > 1 || (own.isPresent() && !others.isEmpty())) {
            return UnresolvedException.unreadable("more than one resource sets the policy of the repository, such as "
                    + others.get(0).address());
        }
        if (own.isEmpty() && others.isEmpty() && !repository.strays().isEmpty()) {
            return UnresolvedException.unreadable(
                    "the repository of " + repository.strays().get(0).address() + " is not known; it may be this one");
        }
        return policy(
                own.or(() -> others.stream()
                        .findFirst()
                        .flatMap(policy -> values.properties(policy).value("policy"))),
                values);
    }

    private Reading<RepositoryPolicy> policy(Optional<DeclaredValue> declared, ValueReader values) {
        return declared.isEmpty()
                ? new Reading.Absent<>()
                : UnresolvedException.reading(() -> new Reading.Known<>(
                        policies.computeIfAbsent(values.policy(declared.get()), RepositoryPolicy::of)));
    }

    private static Reading<String> lifecyclePolicy(DeclaredRepository repository, ValueReader values) {
        return UnresolvedException.reading(() -> {
            Optional<DeclaredValue> declared = values.properties(repository.resource())
                    .block("LifecyclePolicy")
                    .flatMap(block -> block.value("LifecyclePolicyText"))
                    .or(() -> repository.lifecyclePolicies().stream()
                            .findFirst()
                            .flatMap(policy -> values.properties(policy).value("policy")));
            return declared.isEmpty() ? new Reading.Absent<>() : new Reading.Known<>(values.policy(declared.get()));
        });
    }

    /** Whatever a registry says about names cannot be applied to a name that is not known. */
    private RegistryContext context(RepositoryName name, ValueReader values) {
        RegistryContext context = contexts.computeIfAbsent(values.assumed(), place -> registry.context(values));
        return name.isKnown()
                ? context
                : new RegistryContext(
                        new ScopedRegistryPolicy(
                                UnresolvedException.unreadable(name.reason()),
                                context.policy().scope()),
                        UnresolvedException.unreadable(name.reason()),
                        UnresolvedException.unreadable(name.reason()));
    }
}
