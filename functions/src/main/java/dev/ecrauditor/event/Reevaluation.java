package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.RepositoryArn;

/**
 * The auditor's request to evaluate a repository again later, because a grace period was running. It has no actor: it
 * causes nothing that it finds.
 *
 * @param header what the message says about itself; {@link EventHeader#NONE} unless someone else wrote it
 * @param repository the repository it is about
 */
public record Reevaluation(EventHeader header, RepositoryArn repository) implements Trigger {

    /** The auditor's own request. */
    public Reevaluation(RepositoryArn repository) {
        this(EventHeader.NONE, repository);
    }

    static final String SOURCE = "ecr-auditor";

    /** The message that {@link EventReader} reads back; no AWS event can have this source. */
    public String toMessage() {
        Json detail =
                new JsonObject().put("repositoryArn", repository.toString()).build();
        return JsonWriter.write(
                new JsonObject().put("source", SOURCE).put("detail", detail).build());
    }
}
