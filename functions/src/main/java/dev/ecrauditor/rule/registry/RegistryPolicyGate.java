package dev.ecrauditor.rule.registry;

import dev.ecrauditor.exposure.RegistryExposure;
import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.UnreadablePolicy;
import dev.ecrauditor.policy.resource.RegistryScope;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.RegistrySnapshot.AccessSettings;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The start of every rule about the registry policy: only a policy that was read and parsed is evaluated, in the scope
 * that was read. Where the scope is not known, an Allow counts as in V2 and a Deny as in V1.
 */
final class RegistryPolicyGate {

    private RegistryPolicyGate() {}

    /**
     * Fails for the open paths that the rule is about.
     *
     * @param rule chooses the paths by who uses them; paths of trusted outsiders are never asked about
     */
    static Verdict evaluate(RegistrySnapshot registry, TrustedParties trusted, Predicate<AccessPath> rule) {
        Reading<RegistryPolicy> read = registry.access().policy().policy();
        if (read instanceof Reading.Unreadable<RegistryPolicy> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        if (!(read instanceof Reading.Known<RegistryPolicy> known)) {
            return new Verdict.NotApplicable("the registry has no policy");
        }
        if (known.value().parsed() instanceof UnreadablePolicy unreadable) {
            return new Verdict.Unknown("the registry policy cannot be read: " + unreadable.reason(), Optional.empty());
        }
        List<AccessPath> open = RegistryExposure.of(registry, trusted)
                .paths(kind -> kind == PathKind.REGISTRY_POLICY || kind == PathKind.INACTIVE_REGISTRY_POLICY)
                .stream()
                .filter(path -> path.severity().isPresent())
                .filter(rule)
                .toList();
        Verdict verdict = evaluate(registry, (Policy) known.value().parsed(), open);
        return verdict instanceof Verdict.Fail fail
                ? new Verdict.Fail(
                        fail.severity(),
                        RegistryPolicyFix.of(registry, trusted, known.value()).of(fail.evidence()),
                        fail.access())
                : verdict;
    }

    private static Verdict evaluate(RegistrySnapshot registry, Policy policy, List<AccessPath> open) {
        return open.isEmpty()
                ? nothingFound(registry)
                : new Verdict.Fail(
                        worst(open),
                        new RegistryPolicyEvidence(registry, policy, open).evidence(),
                        PathAccess.of(open, left -> evaluate(registry, policy, left)));
    }

    /** Without an open path in the widest reading of the scope, a scope that AWS does not name decides nothing. */
    private static Verdict nothingFound(RegistrySnapshot registry) {
        if (registry.access().policy().scope() instanceof Reading.Unreadable<String> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        return unknown(registry).orElseGet(Verdict.Pass::new);
    }

    /** The verdict where something of the registry policy is not known, whatever its scope is. */
    static Optional<Verdict> unknown(RegistrySnapshot registry) {
        return RegistryExposure.of(withScope(registry), TrustedParties.NOBODY).unknown().stream()
                .filter(path -> path.kind() == PathKind.REGISTRY_POLICY)
                .findFirst()
                .map(path -> new Verdict.Unknown(path.reason(), path.denied()));
    }

    /** The same registry in scope V1 where the scope is not known: with the fewest denials. */
    private static RegistrySnapshot withScope(RegistrySnapshot registry) {
        AccessSettings access = registry.access();
        if (access.policy().scoped().scope() != RegistryScope.UNKNOWN) {
            return registry;
        }
        ScopedRegistryPolicy scoped = new ScopedRegistryPolicy(access.policy().policy(), new Reading.Known<>("V1"));
        return new RegistrySnapshot(
                registry.account(),
                registry.region(),
                registry.readAt(),
                new AccessSettings(scoped, access.replication(), access.templates(), access.cacheRules()),
                registry.scanning(),
                registry.signing(),
                registry.repositories());
    }

    private static Severity worst(List<AccessPath> open) {
        return open.stream()
                .flatMap(path -> path.severity().stream())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
