package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.key.KeyArn;

/**
 * The auditor's request to evaluate a key again later, because KMS was still creating or updating it.
 *
 * @param header what the message says about itself; {@link EventHeader#NONE} unless someone else wrote it
 * @param key the key it is about
 */
public record KeyReevaluation(EventHeader header, KeyArn key) implements Trigger {

    /** The auditor's own request. */
    public KeyReevaluation(KeyArn key) {
        this(EventHeader.NONE, key);
    }

    /** The message that {@link EventReader} reads back; no AWS event can have this source. */
    public String toMessage() {
        Json detail = new JsonObject().put("keyArn", key.toString()).build();
        return JsonWriter.write(new JsonObject()
                .put("source", Reevaluation.SOURCE)
                .put("detail", detail)
                .build());
    }
}
