package dev.ecrauditor.iac.registry;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.resource.PropertyView;
import dev.ecrauditor.iac.resource.ResourceIndex;
import dev.ecrauditor.iac.resource.ResourceType;
import dev.ecrauditor.iac.resource.UnresolvedException;
import dev.ecrauditor.iac.resource.ValueReader;
import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.RegistrySnapshot.AccessSettings;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.repository.SigningRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the input declares about a registry; where it declares nothing, what ECR answered; else what ECR does by default. */
final class DeclaredRegistry {

    private static final String SCOPE_UNKNOWN =
            "the scope of the registry policy is not known; give --registry with the answer of GetAccountSetting";

    private final ResourceIndex index;
    private final RegistryAnswers answers;

    DeclaredRegistry(ResourceIndex index, RegistryAnswers answers) {
        this.index = index;
        this.answers = answers;
    }

    Reading<RegistryScanning> scanning(ValueReader values) {
        return single(ResourceType.SCANNING, values, RegistryBlocks::scanning)
                .orElseGet(() -> new Reading.Known<>(
                        answers.scanning().orElseGet(() -> new RegistryScanning("BASIC", List.of()))));
    }

    /** What the registry decides about each repository. */
    RegistryContext context(ValueReader values) {
        return new RegistryContext(policy(values), signing(values), PullThroughCacheRule.prefixes(cacheRules(values)));
    }

    /** The registry itself. */
    RegistrySnapshot snapshot(ValueReader values, Reading<List<String>> repositories, Instant now) {
        return new RegistrySnapshot(
                values.assumed().account(),
                values.assumed().region(),
                now,
                new AccessSettings(policy(values), replication(values), templates(values), cacheRules(values)),
                scanning(values),
                signing(values),
                repositories);
    }

    private ScopedRegistryPolicy policy(ValueReader values) {
        Reading<RegistryPolicy> policy = single(
                        ResourceType.REGISTRY_POLICY,
                        values,
                        resource -> RegistryPolicy.of(values.policy(resource.requiredValue("PolicyText", "policy"))))
                .orElseGet(() -> answers.policy()
                        .<Reading<RegistryPolicy>>map(Reading.Known::new)
                        .orElseGet(Reading.Absent::new));
        return new ScopedRegistryPolicy(policy, scope(values));
    }

    /** The scope of the policy; unreadable where nothing says it. */
    Reading<String> scope(ValueReader values) {
        return index.ofType(ResourceType.ACCOUNT_SETTING).stream()
                .map(values::properties)
                .filter(setting -> UnresolvedException.reading(
                                () -> new Reading.Known<>(setting.text("name").orElse("")))
                        .equals(new Reading.Known<>("REGISTRY_POLICY_SCOPE")))
                .findFirst()
                .map(setting ->
                        UnresolvedException.<String>reading(() -> new Reading.Known<>(setting.required("value"))))
                .or(() -> answers.scope().map(Reading.Known::new))
                .orElseGet(() -> UnresolvedException.unreadable(SCOPE_UNKNOWN));
    }

    private Reading<List<ReplicationRule>> replication(ValueReader values) {
        return single(ResourceType.REPLICATION, values, RegistryBlocks::replication)
                .orElseGet(() -> new Reading.Known<>(List.of()));
    }

    private Reading<List<CreationTemplate>> templates(ValueReader values) {
        DeclaredKeys keys = new DeclaredKeys(index, values);
        return every(ResourceType.TEMPLATE, values, resource -> RegistryBlocks.template(resource, keys, values))
                .orElseGet(() -> new Reading.Known<>(List.of()));
    }

    private Reading<List<PullThroughCacheRule>> cacheRules(ValueReader values) {
        return every(ResourceType.CACHE_RULE, values, RegistryBlocks::cacheRule)
                .orElseGet(() -> new Reading.Known<>(answers.cacheRules().orElse(List.of())));
    }

    private Reading<List<SigningRule>> signing(ValueReader values) {
        return single(ResourceType.SIGNING, values, RegistryBlocks::signing)
                .or(() -> answers.signing().map(Reading.Known::new))
                .orElseGet(() ->
                        UnresolvedException.unreadable("the input declares no signing configuration; give --registry"));
    }

    /** A fact that a registry has once; empty where no resource declares it. */
    private <T> Optional<Reading<T>> single(ResourceType type, ValueReader values, Function<PropertyView, T> reader) {
        List<DeclaredResource> resources = index.ofType(type);
        if (resources.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                resources.size() > 1
                        ? UnresolvedException.unreadable("it is declared " + resources.size()
                                + " times for one registry: "
                                + resources.stream()
                                        .map(resource -> resource.position().toString())
                                        .collect(Collectors.joining(", ")))
                        : UnresolvedException.reading(
                                () -> new Reading.Known<>(reader.apply(values.properties(resources.get(0))))));
    }

    /** A fact that consists of any number of resources; empty where there is none. */
    private <T> Optional<Reading<List<T>>> every(
            ResourceType type, ValueReader values, Function<PropertyView, T> reader) {
        List<DeclaredResource> resources = index.ofType(type);
        return resources.isEmpty()
                ? Optional.empty()
                : Optional.of(UnresolvedException.reading(() -> new Reading.Known<>(resources.stream()
                        .map(resource -> reader.apply(values.properties(resource)))
                        .toList())));
    }
}
