package dev.ecrauditor.iac.registry;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.registry.DeclaredSubject.Supposition;
import dev.ecrauditor.iac.resource.ResourceIndex;
import dev.ecrauditor.iac.resource.ResourceType;
import dev.ecrauditor.iac.resource.UnresolvedException;
import dev.ecrauditor.iac.resource.ValueReader;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.RegistrySnapshot.AccessSettings;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.repository.Setting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry as a subject, as far as the input declares it. */
final class RegistrySubject {

    /** Whoever declares caches has to declare templates for them. */
    private static final Map<Setting, List<ResourceType>> DECLARED_BY = declaredBy();

    private final ResourceIndex index;
    private final DeclaredRegistry registry;
    private final Instant now;

    RegistrySubject(ResourceIndex index, DeclaredRegistry registry, Instant now) {
        this.index = index;
        this.registry = registry;
        this.now = now;
    }

    private static Map<Setting, List<ResourceType>> declaredBy() {
        Map<Setting, List<ResourceType>> types = new LinkedHashMap<>();
        types.put(Setting.REGISTRY_POLICY, List.of(ResourceType.REGISTRY_POLICY));
        types.put(Setting.REPLICATION, List.of(ResourceType.REPLICATION));
        types.put(Setting.REGISTRY_SCANNING, List.of(ResourceType.SCANNING));
        types.put(Setting.CREATION_TEMPLATES, List.of(ResourceType.TEMPLATE, ResourceType.CACHE_RULE));
        types.put(Setting.CACHE_RULES, List.of(ResourceType.CACHE_RULE));
        return types;
    }

    /** The registry; empty where the input declares nothing about it. */
    Optional<DeclaredSubject> of(ValueReader values, List<RepositoryName> repositories, List<String> texts) {
        Map<Setting, SourcePosition> positions = new EnumMap<>(Setting.class);
        List<DeclaredResource> resources = new ArrayList<>();
        DECLARED_BY.forEach((setting, types) ->
                types.forEach(type -> index.ofType(type).forEach(resource -> {
                    positions.putIfAbsent(setting, resource.position());
                    resources.add(resource);
                })));
        if (resources.isEmpty()) {
            return Optional.empty();
        }
        List<DeclaredValue> involved = resources.stream()
                .<DeclaredValue>map(DeclaredResource::properties)
                .toList();
        Assumptions assumptions = Assumptions.of(values.assumed(), involved, texts);
        List<Supposition> suppositions = new ArrayList<>();
        for (DeploymentPlace place : assumptions.places()) {
            suppositions.addAll(suppositions(values.assuming(place), names(repositories)));
        }
        return Optional.of(new DeclaredSubject(
                resources.get(0), positions, positions.keySet(), suppositions, assumptions.isComplete()));
    }

    /** A scope of the registry policy that is not known is assumed to be each of the two. */
    private List<Supposition> suppositions(ValueReader values, Reading<List<String>> names) {
        RegistrySnapshot snapshot = registry.snapshot(values, names, now);
        String words = RegistryDeclarations.words(values.assumed());
        if (!(snapshot.access().policy().policy() instanceof Reading.Known<?>)
                || snapshot.access().policy().scope() instanceof Reading.Known<String>) {
            return List.of(new Supposition(words, new DeclaredState.OfRegistry(snapshot), Map.of()));
        }
        return List.of("V2", "V1").stream()
                .map(scope -> new Supposition(
                        words + " and registry policy scope " + scope,
                        new DeclaredState.OfRegistry(inScope(snapshot, scope)),
                        Map.of()))
                .toList();
    }

    private static RegistrySnapshot inScope(RegistrySnapshot snapshot, String scope) {
        AccessSettings access = snapshot.access();
        return new RegistrySnapshot(
                snapshot.account(),
                snapshot.region(),
                snapshot.readAt(),
                new AccessSettings(
                        new ScopedRegistryPolicy(access.policy().policy(), new Reading.Known<>(scope)),
                        access.replication(),
                        access.templates(),
                        access.cacheRules()),
                snapshot.scanning(),
                snapshot.signing(),
                snapshot.repositories());
    }

    private static Reading<List<String>> names(List<RepositoryName> repositories) {
        Optional<RepositoryName> unknown =
                repositories.stream().filter(name -> !name.isKnown()).findFirst();
        return unknown.<Reading<List<String>>>map(name -> UnresolvedException.unreadable(name.reason()))
                .orElseGet(() -> new Reading.Known<>(repositories.stream()
                        .map(RepositoryName::text)
                        .distinct()
                        .sorted()
                        .toList()));
    }
}
