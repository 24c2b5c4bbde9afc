package dev.ecrauditor.exposure;

import dev.ecrauditor.exposure.path.Effect;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.policy.resource.RegistryScope;
import dev.ecrauditor.rule.Severity;
import java.util.Optional;
import java.util.Set;

/** How bad an access path by a policy is; empty for information. */
final class PathSeverity {

    private PathSeverity() {}

    /** Of the policy of a repository, or of a registry policy that decides about every action. */
    static Optional<Severity> of(Outsider outsider, Set<Effect> effects) {
        Optional<Severity> common = common(outsider, effects);
        if (outsider.isTrusted() || common.isPresent()) {
            return common;
        }
        return Optional.of(effects.stream().anyMatch(Effect::changesImages) ? Severity.CRITICAL : Severity.HIGH);
    }

    /** Of a registry policy in scope V1: replication, import and creation. */
    static Optional<Severity> ofV1(Outsider outsider, Set<Effect> effects) {
        Optional<Severity> common = common(outsider, effects);
        return outsider.isTrusted() || common.isPresent() ? common : Optional.of(Severity.HIGH);
    }

    /** Of a registry policy, by its scope. */
    static Optional<Severity> of(RegistryScope scope, Outsider outsider, Set<Effect> effects) {
        return scope == RegistryScope.V1 ? ofV1(outsider, effects) : of(outsider, effects);
    }

    /** Of what opens once a setting changes. */
    static Optional<Severity> atMost(Severity severity, Outsider outsider) {
        return outsider.isTrusted() ? Optional.empty() : Optional.of(severity);
    }

    private static Optional<Severity> common(Outsider outsider, Set<Effect> effects) {
        if (outsider.isTrusted()) {
            return Optional.empty();
        }
        if (effects.equals(Set.of(Effect.CREATE)) || outsider.kind() == Outsider.Kind.SERVICE) {
            return Optional.of(Severity.MEDIUM);
        }
        return outsider.isPublic() ? Optional.of(Severity.CRITICAL) : Optional.empty();
    }
}
