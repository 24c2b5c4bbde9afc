package dev.ecrauditor.localaws.ecr.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.util.Optional;

/** The upstream registry that serves the repositories with a prefix; an upstream that ECR does not know is empty. */
record PullThroughCacheRule(Names names, Access access, Instant createdAt, Instant updatedAt) {

    private static final String ROOT = "ROOT";
    private static final String NAME = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";
    private static final String PREFIX = NAME + "(/" + NAME + ")*/?|ROOT";
    private static final int SHORTEST_PREFIX = 2;
    private static final int LONGEST_PREFIX = 30;

    /** What the rule connects. */
    record Names(String prefix, String upstreamUrl, String upstream, String upstreamPrefix) {}

    /** How ECR gets access to the upstream registry. */
    record Access(Optional<String> credentialArn, Optional<String> customRoleArn) {

        static Access read(Fields fields) {
            return new Access(fields.optionalText("credentialArn"), fields.optionalText("customRoleArn"));
        }

        void describe(ObjectNode json) {
            credentialArn.ifPresent(arn -> json.put("credentialArn", arn));
            customRoleArn.ifPresent(arn -> json.put("customRoleArn", arn));
        }
    }

    /** Reads a rule as CreatePullThroughCacheRule and the account state write it. */
    static PullThroughCacheRule read(Fields fields, Instant now) {
        String url = fields.text("upstreamRegistryUrl");
        Instant createdAt = fields.time("createdAt").orElse(now);
        return new PullThroughCacheRule(
                new Names(
                        readPrefix(fields),
                        url,
                        fields.text(
                                "upstreamRegistry",
                                UpstreamRegistry.ofUrl(url)
                                        .map(UpstreamRegistry::value)
                                        .orElse("")),
                        fields.text("upstreamRepositoryPrefix", ROOT)),
                Access.read(fields),
                createdAt,
                fields.time("updatedAt").orElse(createdAt));
    }

    static String readPrefix(Fields fields) {
        String prefix = fields.text("ecrRepositoryPrefix");
        boolean fits = prefix.length() >= SHORTEST_PREFIX && prefix.length() <= LONGEST_PREFIX;
        if (!fits || !prefix.matches(PREFIX)) {
            throw fields.refuse("ecrRepositoryPrefix", "must be the beginning of a repository name, or ROOT");
        }
        return prefix;
    }

    PullThroughCacheRule updated(Access newAccess, Instant time) {
        return new PullThroughCacheRule(names, newAccess, createdAt, time);
    }

    String prefix() {
        return names.prefix();
    }

    ObjectNode toJson(String registryId) {
        ObjectNode json = Json.object()
                .put("ecrRepositoryPrefix", names.prefix())
                .put("upstreamRegistryUrl", names.upstreamUrl())
                .put("upstreamRepositoryPrefix", names.upstreamPrefix())
                .put("registryId", registryId)
                .put("createdAt", Json.epochSeconds(createdAt))
                .put("updatedAt", Json.epochSeconds(updatedAt));
        if (!names.upstream().isEmpty()) {
            json.put("upstreamRegistry", names.upstream());
        }
        access.describe(json);
        return json;
    }
}
