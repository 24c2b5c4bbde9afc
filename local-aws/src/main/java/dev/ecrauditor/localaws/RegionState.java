package dev.ecrauditor.localaws;

import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.DenialReason;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Operations;
import dev.ecrauditor.localaws.ecr.RegistryScanning;
import dev.ecrauditor.localaws.ecr.RepositoryState;
import dev.ecrauditor.localaws.kms.KeyState;
import dev.ecrauditor.localaws.kms.KmsKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The state of one account in one region in an account-state file; missing parts are empty. */
record RegionState(
        AccountRegion place,
        Optional<RegistryScanning> scanning,
        List<KmsKey> keys,
        List<RepositoryState> repositories,
        Optional<Map<String, DenialReason>> denied) {

    static RegionState read(AccountRegion place, Fields fields, Operations operations, Instant now) {
        fields.onlyKnown("registryScanning", "keys", "repositories", "denied");
        List<KmsKey> keys = fields.objects("keys").stream()
                .map(key -> KeyState.read(place, key, now))
                .toList();
        List<RepositoryState> repositories = fields.objects("repositories").stream()
                .map(repository -> RepositoryState.read(place, repository, now))
                .toList();
        refuseTwice(fields, "keys", keys.stream().map(KmsKey::keyId));
        refuseTwice(fields, "keys", keys.stream().flatMap(key -> key.aliases().stream()));
        refuseTwice(fields, "repositories", repositories.stream().map(RepositoryState::name));
        return new RegionState(
                place,
                fields.object("registryScanning").map(RegistryScanning::read),
                keys,
                repositories,
                denied(fields, operations));
    }

    private static void refuseTwice(Fields fields, String list, Stream<String> names) {
        Set<String> unique = new HashSet<>();
        names.filter(name -> !unique.add(name)).findFirst().ifPresent(name -> {
            throw fields.refuse(list, "must not have '" + name + "' twice");
        });
    }

    /** The action, or the action and the reason why it is denied: {@code ecr:GetRepositoryPolicy RESOURCE_POLICY}. */
    private static Optional<Map<String, DenialReason>> denied(Fields fields, Operations operations) {
        if (!fields.has("denied")) {
            return Optional.empty();
        }
        Map<String, DenialReason> denied = new LinkedHashMap<>();
        for (String text : fields.texts("denied")) {
            String[] words = text.split(" ", 2);
            if (!operations.hasPermission(words[0])) {
                throw fields.refuse("denied", "must be actions local-aws has, not '" + words[0] + "'");
            }
            String reason = words.length > 1 ? words[1] : DenialReason.NO_IDENTITY_POLICY.name();
            denied.put(
                    words[0],
                    DenialReason.named(reason)
                            .orElseThrow(() -> fields.refuse(
                                    "denied",
                                    "must have a reason of " + DenialReason.names() + ", not '" + reason + "'")));
        }
        return Optional.of(denied);
    }
}
