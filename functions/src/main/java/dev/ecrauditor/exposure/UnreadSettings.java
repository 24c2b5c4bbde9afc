package dev.ecrauditor.exposure;

import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.exposure.path.UnknownPath;
import dev.ecrauditor.policy.document.UnreadablePolicy;
import dev.ecrauditor.policy.resource.RegistryScope;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The settings of a registry that could not be read or parsed: one for each setting and path. */
final class UnreadSettings {

    private UnreadSettings() {}

    static List<UnknownPath> of(RegistryFacts registry) {
        List<UnknownPath> unknown = new ArrayList<>(ofPolicy(registry, PathKind.REGISTRY_POLICY));
        of(registry.settings().replication(), PathKind.REPLICATION).ifPresent(unknown::add);
        ofTemplates(registry, PathKind.CREATION_TEMPLATE).ifPresent(unknown::add);
        of(registry.settings().cacheRules(), PathKind.PULL_THROUGH_CACHE).ifPresent(unknown::add);
        return unknown;
    }

    /** The policy of a registry and its scope. */
    static List<UnknownPath> ofPolicy(RegistryFacts registry, PathKind kind) {
        ScopedRegistryPolicy read = registry.settings().policy();
        List<UnknownPath> unknown = new ArrayList<>();
        of(read.policy(), kind).ifPresent(unknown::add);
        if (!(read.policy() instanceof Reading.Known<RegistryPolicy> known)) {
            return unknown;
        }
        if (known.value().parsed() instanceof UnreadablePolicy unparsed) {
            unknown.add(UnknownPath.of(kind, "registry policy: " + unparsed.reason()));
            return unknown;
        }
        of(read.scope(), kind).ifPresent(unknown::add);
        if (read.scope() instanceof Reading.Known<String> scope
                && RegistryScope.of(scope.value()) == RegistryScope.UNKNOWN) {
            unknown.add(UnknownPath.of(kind, "the scope of the registry policy is neither V1 nor V2"));
        }
        if (read.scope() instanceof Reading.Absent) {
            unknown.add(UnknownPath.of(kind, "AWS names no scope of the registry policy"));
        }
        return unknown;
    }

    /** The list of repositories. */
    static Optional<UnknownPath> ofNames(RegistryFacts registry, PathKind kind) {
        return of(registry.registry().repositories(), kind);
    }

    /** The creation templates. */
    static Optional<UnknownPath> ofTemplates(RegistryFacts registry, PathKind kind) {
        return of(registry.settings().templates(), kind);
    }

    private static Optional<UnknownPath> of(Reading<?> reading, PathKind kind) {
        return reading instanceof Reading.Unreadable<?> refused
                ? Optional.of(UnknownPath.of(kind, refused))
                : Optional.empty();
    }
}
