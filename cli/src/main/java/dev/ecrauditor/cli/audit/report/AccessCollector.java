package dev.ecrauditor.cli.audit.report;

import dev.ecrauditor.exposure.AccountExposure;
import dev.ecrauditor.exposure.RegistryAccess;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.TrustedParties;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what an audit reads about access, for the part of the page about it. */
final class AccessCollector {

    private final Map<String, Map<String, Registry>> accounts = new LinkedHashMap<>();
    private final Map<RepositoryPolicy, Reading<RepositoryPolicy>> sharedPolicies = new HashMap<>();

    private record Registry(RegistrySnapshot snapshot, Map<String, Reading<RepositoryPolicy>> policies) {}

    void add(Evaluated evaluated) {
        evaluated.registry().ifPresent(this::add);
        evaluated.repository().ifPresent(this::add);
    }

    private void add(RegistrySnapshot registry) {
        accounts.computeIfAbsent(registry.account(), id -> new LinkedHashMap<>())
                .put(registry.region(), new Registry(registry, new TreeMap<>()));
    }

    /** Without its registry, as with --repository, access cannot be evaluated. */
    private void add(RepositorySnapshot repository) {
        Registry registry = accounts.getOrDefault(repository.arn().account(), Map.of())
                .get(repository.arn().region());
        if (registry != null) {
            registry.policies().put(repository.arn().name(), shared(repository.policy()));
        }
    }

    /** Many repositories have the same policy: it is kept once. */
    private Reading<RepositoryPolicy> shared(Reading<RepositoryPolicy> policy) {
        return policy instanceof Reading.Known<RepositoryPolicy> known
                ? sharedPolicies.computeIfAbsent(known.value(), first -> policy)
                : policy;
    }

    /** The exposure of every registry. */
    List<Exposure> exposures(TrustedParties trusted) {
        return accounts.values().stream()
                .flatMap(regions -> AccountExposure.of(
                        regions.values().stream()
                                .map(registry -> new RegistryAccess(registry.snapshot(), registry.policies()))
                                .toList(),
                        trusted)
                        .stream())
                .toList();
    }
}
