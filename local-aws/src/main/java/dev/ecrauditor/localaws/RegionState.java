package dev.ecrauditor.localaws;

import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.DenialReason;
import dev.ecrauditor.localaws.call.Documents;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Operations;
import dev.ecrauditor.localaws.cloudtrail.Trail;
import dev.ecrauditor.localaws.ecr.RegistryScanning;
import dev.ecrauditor.localaws.ecr.RepositoryState;
import dev.ecrauditor.localaws.ecr.registry.RegistryState;
import dev.ecrauditor.localaws.events.EventsState;
import dev.ecrauditor.localaws.kms.key.KeyState;
import dev.ecrauditor.localaws.sns.Topic;
import dev.ecrauditor.localaws.sns.TopicState;
import dev.ecrauditor.localaws.sqs.Queue;
import dev.ecrauditor.localaws.sqs.QueueState;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The state of one account in one region in an account-state file; missing parts are empty. */
record RegionState(
        AccountRegion place,
        Optional<RegistryScanning> scanning,
        RegistryState registry,
        List<KeyState> keys,
        List<String> deletedKeys,
        List<RepositoryState> repositories,
        Deployed deployed,
        Optional<EventsState> events,
        Optional<List<Trail>> trails,
        Optional<Map<String, DenialReason>> denied,
        boolean enabled) {

    /** What a deployment consists of. */
    record Deployed(Documents documents, Map<String, Topic> topics, Map<String, Queue> queues) {

        static Deployed read(AccountRegion place, Fields fields, Instant now) {
            Documents documents = new Documents();
            for (Documents.Kind kind : Documents.Kind.values()) {
                documents.read(kind, fields);
            }
            return new Deployed(documents, TopicState.read(place, fields), QueueState.read(place, fields, now));
        }
    }

    private static final String[] KNOWN = Stream.of(
                    Stream.of(
                            "registryScanning",
                            "keys",
                            "deletedKeys",
                            "repositories",
                            "topics",
                            "queues",
                            "events",
                            "trails",
                            "denied",
                            "enabled"),
                    RegistryState.MEMBERS.stream(),
                    Arrays.stream(Documents.Kind.values()).map(Documents.Kind::list))
            .flatMap(Function.identity())
            .toArray(String[]::new);

    static RegionState read(AccountRegion place, Fields fields, Operations operations, Instant now) {
        fields.onlyKnown(KNOWN);
        List<KeyState> keys = fields.objects("keys").stream()
                .map(key -> KeyState.read(place, key, now))
                .toList();
        List<RepositoryState> repositories = fields.objects("repositories").stream()
                .map(repository -> RepositoryState.read(place, repository, now))
                .toList();
        refuseTwice(fields, "keys", keys.stream().map(state -> state.key().keyId()));
        refuseTwice(fields, "keys", keys.stream().flatMap(key -> key.aliases().stream()));
        refuseTwice(fields, "repositories", repositories.stream().map(RepositoryState::name));
        return new RegionState(
                place,
                fields.object("registryScanning").map(RegistryScanning::read),
                RegistryState.read(place, fields, now),
                keys,
                fields.texts("deletedKeys"),
                repositories,
                Deployed.read(place, fields, now),
                fields.object("events").map(EventsState::read),
                trails(place, fields),
                denied(fields, operations),
                fields.flag("enabled", true));
    }

    private static Optional<List<Trail>> trails(AccountRegion place, Fields fields) {
        return fields.has("trails")
                ? Optional.of(fields.objects("trails").stream()
                        .map(trail -> Trail.read(place, trail))
                        .toList())
                : Optional.empty();
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
