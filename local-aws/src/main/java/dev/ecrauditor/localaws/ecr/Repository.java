package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.util.Map;

/** One repository without its policy. */
public record Repository(
        AccountRegion place,
        String name,
        Instant createdAt,
        Encryption encryption,
        boolean scanOnPush,
        TagMutability tagMutability,
        Map<String, String> tags) {

    public Repository {
        tags = Map.copyOf(tags);
    }

    Repository withTagMutability(TagMutability newTagMutability) {
        return new Repository(place, name, createdAt, encryption, scanOnPush, newTagMutability, tags);
    }

    Repository withScanOnPush(boolean newScanOnPush) {
        return new Repository(place, name, createdAt, encryption, newScanOnPush, tagMutability, tags);
    }

    Repository withTags(Map<String, String> newTags) {
        return new Repository(place, name, createdAt, encryption, scanOnPush, tagMutability, newTags);
    }

    public String arn() {
        return place.arn("ecr", "repository/" + name);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("repositoryArn", arn())
                .put("registryId", place.account())
                .put("repositoryName", name)
                .put(
                        "repositoryUri",
                        place.account() + ".dkr.ecr." + place.region() + "." + place.dnsSuffix() + "/" + name)
                .put("createdAt", Json.epochSeconds(createdAt));
        tagMutability.describe(json);
        json.set("imageScanningConfiguration", Json.object().put("scanOnPush", scanOnPush));
        json.set("encryptionConfiguration", encryption.toJson());
        return json;
    }
}
