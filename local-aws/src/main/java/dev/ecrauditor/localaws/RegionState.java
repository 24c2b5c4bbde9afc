package dev.ecrauditor.localaws;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an account-state file says of one account in one region; what it does not mention is empty. */
record RegionState(
        Place place,
        Optional<RegistryScanning> scanning,
        List<KmsKey> keys,
        List<RepositoryState> repositories,
        Optional<Set<String>> denied) {

    static RegionState read(Place place, Fields fields, Operations operations, Instant now) {
        fields.onlyKnown("registryScanning", "keys", "repositories", "denied");
        return new RegionState(
                place,
                fields.object("registryScanning").map(RegistryScanning::read),
                fields.objects("keys").stream()
                        .map(key -> KeyState.read(place, key, now))
                        .toList(),
                fields.objects("repositories").stream()
                        .map(repository -> RepositoryState.read(place, repository, now))
                        .toList(),
                denied(fields, operations));
    }

    private static Optional<Set<String>> denied(Fields fields, Operations operations) {
        if (!fields.has("denied")) {
            return Optional.empty();
        }
        Set<String> denied = new LinkedHashSet<>(fields.texts("denied"));
        for (String action : denied) {
            if (operations.find(action).isEmpty()) {
                throw fields.refuse("denied", "must be actions local-aws has, not '" + action + "'");
            }
        }
        return Optional.of(denied);
    }
}
