package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.key.KeyArn;
import java.util.Optional;

/**
 * The auditor's request to evaluate a key again later: KMS was still creating or updating it, an answer contradicted an
 * event, or a repository has left it.
 *
 * @param header what the message says about itself; {@link EventHeader#NONE} unless someone else wrote it
 * @param key the key it is about
 */
public record KeyReevaluation(EventHeader header, KeyArn key) implements Trigger {

    /** The auditor's own request. */
    public KeyReevaluation(KeyArn key) {
        this(EventHeader.NONE, key);
    }

    /** The auditor's own request, by the key's ARN; empty where it is an alias or no ARN. */
    public static Optional<KeyReevaluation> of(String keyArn) {
        return KeyArn.parse(keyArn).map(KeyReevaluation::new);
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
