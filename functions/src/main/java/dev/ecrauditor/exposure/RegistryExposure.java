package dev.ecrauditor.exposure;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.ClosedPath;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.exposure.path.UnknownPath;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.rule.TrustedParties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Evaluates every access path into one registry. */
public final class RegistryExposure {

    private final RegistryFacts registry;
    private final Map<String, RegistryFacts> regions;
    private final TrustedParties trusted;

    private RegistryExposure(RegistryFacts registry, Map<String, RegistryFacts> regions, TrustedParties trusted) {
        this.registry = registry;
        this.regions = regions;
        this.trusted = trusted;
    }

    /**
     * The paths that the settings of one registry open, without repository policies and other Regions: a Deny of a
     * repository policy is not considered, and nothing is said about copies in the own account.
     */
    public static Exposure of(RegistrySnapshot registry, TrustedParties trusted) {
        RegistryFacts facts = RegistryFacts.of(new RegistryAccess(registry, Map.of()));
        Exposure all = new RegistryExposure(facts, Map.of(registry.region(), facts), trusted).evaluate();
        return new Exposure(
                all.account(),
                all.region(),
                all.paths(),
                all.closed(),
                all.unknown().stream()
                        .filter(path ->
                                path.kind() != PathKind.REPOSITORY_POLICY && path.kind() != PathKind.REPLICATED_COPY)
                        .toList());
    }

    /** The paths into one of the registries of an account. */
    static Exposure of(RegistryFacts registry, Map<String, RegistryFacts> regions, TrustedParties trusted) {
        return new RegistryExposure(registry, regions, trusted).evaluate();
    }

    private Exposure evaluate() {
        List<UnknownPath> unknown = new ArrayList<>(UnreadSettings.of(registry));
        UnreadSettings.ofNames(registry, PathKind.REPOSITORY_POLICY).ifPresent(unknown::add);
        PathCollector collector = new PathCollector();
        unknown.addAll(new RepositoryPolicyPaths(registry, trusted, collector).add(registry.policies()));
        Map<String, Reading<RepositoryPolicy>> policies = policies();
        unknown.addAll(new RegistryPolicyPaths(registry, trusted, collector)
                .add(policies, NamesToCome.of(registry.policy().policy(), policies.keySet())));
        CopyPaths copies = new CopyPaths(registry, regions, trusted);
        TemplatePaths templates = new TemplatePaths(registry, new TemplateUse(registry, incoming()), trusted);
        List<AccessPath> paths = new ArrayList<>(collector.paths());
        paths.addAll(new ReplicationPaths(registry, trusted).paths());
        paths.addAll(copies.paths());
        paths.addAll(templates.paths());
        paths.addAll(new CachePaths(registry, trusted).paths());
        List<ClosedPath> closed = new ArrayList<>(collector.closed());
        closed.addAll(templates.closed());
        unknown.addAll(copies.unknown());
        unknown.addAll(templates.unknown());
        return new Exposure(registry.account(), registry.region(), paths, closed, unknown);
    }

    /** The policy of every repository; one that is listed only counts as without policy. */
    private Map<String, Reading<RepositoryPolicy>> policies() {
        Map<String, Reading<RepositoryPolicy>> policies = new TreeMap<>(registry.policies());
        registry.names().ifPresent(names -> names.forEach(name -> policies.putIfAbsent(name, new Reading.Absent<>())));
        return policies;
    }

    /** The rules of other Regions that copy to this registry. */
    private List<ReplicationRule> incoming() {
        return regions.values().stream()
                .filter(other -> !other.region().equals(registry.region()))
                .flatMap(other -> other.replication().stream())
                .filter(rule -> rule.destinations().stream()
                        .anyMatch(destination -> destination.account().equals(registry.account())
                                && destination.region().equals(registry.region())))
                .toList();
    }
}
