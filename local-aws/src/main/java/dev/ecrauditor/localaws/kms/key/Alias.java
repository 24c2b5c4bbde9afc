package dev.ecrauditor.localaws.kms.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;

/** A name of a key, beginning with {@code alias/}. */
public record Alias(String name, String keyId, Instant createdAt) {

    public static final String PREFIX = "alias/";

    public ObjectNode toJson(AccountRegion place) {
        return Json.object()
                .put("AliasName", name)
                .put("AliasArn", place.arn("kms", name))
                .put("TargetKeyId", keyId)
                .put("CreationDate", Json.epochSeconds(createdAt))
                .put("LastUpdatedDate", Json.epochSeconds(createdAt));
    }
}
