package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.RepositoryArn;

/**
 * Our own request to look at a repository again later, because a grace time was still running. It carries no actor:
 * whatever it finds was not caused by it.
 */
public record Reevaluation(RepositoryArn repository) implements Trigger {

    static final String SOURCE = "ecr-auditor";

    /** The message that {@link EventReader} reads back; no AWS event can have this source. */
    public String toMessage() {
        Json detail =
                new JsonObject().put("repositoryArn", repository.toString()).build();
        return JsonWriter.write(
                new JsonObject().put("source", SOURCE).put("detail", detail).build());
    }
}
