package dev.ecrauditor.cli.exposure.usage;

import dev.ecrauditor.exposure.AccountExposure;
import dev.ecrauditor.exposure.RegistryAccess;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.RegistrySnapshot.AccessSettings;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The policies that decide about the repository, as far as the log has said by then. What it has not said opens nothing.
 *
 * @param scope of the registry policy; empty if not known
 */
record AccessState(Optional<String> repositoryPolicy, Optional<String> registryPolicy, Optional<String> scope) {

    /** Before the first change. */
    static final AccessState START = new AccessState(Optional.empty(), Optional.empty(), Optional.empty());

    private static final Set<PathKind> BY_POLICY = Set.of(PathKind.REPOSITORY_POLICY, PathKind.REGISTRY_POLICY);

    AccessState after(AccessChange change) {
        return switch (change.setting()) {
            case REPOSITORY_POLICY -> new AccessState(change.value(), registryPolicy, scope);
            case REGISTRY_POLICY -> new AccessState(repositoryPolicy, change.value(), scope);
            case SCOPE -> new AccessState(repositoryPolicy, registryPolicy, change.value());
        };
    }

    /** True unless the policies are proven to give no outsider access who is not trusted. */
    boolean isOpen(UsageQuestion question) {
        String name = question.repository().name();
        Reading<RepositoryPolicy> policy = repositoryPolicy
                .<Reading<RepositoryPolicy>>map(text -> new Reading.Known<>(RepositoryPolicy.of(text)))
                .orElseGet(Reading.Absent::new);
        RegistryAccess access = new RegistryAccess(registry(question), Map.of(name, policy));
        return AccountExposure.of(List.of(access), question.trusted()).stream()
                .anyMatch(exposure -> isOpen(exposure, name));
    }

    private static boolean isOpen(Exposure exposure, String name) {
        return exposure.paths().stream()
                        .anyMatch(path -> BY_POLICY.contains(path.kind())
                                && path.repositories().contains(name)
                                && !path.outsider().isTrusted())
                || exposure.unknown().stream()
                        .anyMatch(path ->
                                BY_POLICY.contains(path.kind()) && path.denied().isEmpty());
    }

    private RegistrySnapshot registry(UsageQuestion question) {
        Reading<RegistryPolicy> policy = registryPolicy
                .<Reading<RegistryPolicy>>map(text -> new Reading.Known<>(RegistryPolicy.of(text)))
                .orElseGet(Reading.Absent::new);
        Reading<String> decides = scope.<Reading<String>>map(Reading.Known::new)
                .orElseGet(() -> new Reading.Unreadable<>("ecr:GetAccountSetting", "the log does not say"));
        return new RegistrySnapshot(
                question.repository().account(),
                question.repository().region(),
                Instant.EPOCH,
                new AccessSettings(
                        new ScopedRegistryPolicy(policy, decides),
                        new Reading.Absent<>(),
                        new Reading.Absent<>(),
                        new Reading.Absent<>()),
                new Reading.Absent<>(),
                new Reading.Absent<>(),
                new Reading.Known<>(List.of(question.repository().name())));
    }
}
