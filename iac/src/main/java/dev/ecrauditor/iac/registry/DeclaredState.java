package dev.ecrauditor.iac.registry;

import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.RepositorySnapshot;

/** The state that a deployment leaves, as the rules evaluate it. */
public sealed interface DeclaredState {

    /** A repository. */
    record OfRepository(RepositorySnapshot repository) implements DeclaredState {}

    /** The registry. */
    record OfRegistry(RegistrySnapshot registry) implements DeclaredState {}

    /** A key that encrypts repositories of the input. */
    record OfKey(EncryptionKey key) implements DeclaredState {}
}
