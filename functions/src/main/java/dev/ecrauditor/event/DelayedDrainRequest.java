package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.RepositoryArn;

/**
 * The auditor's request to publish the alerts in a repository's outbox, delivered when they are due. It goes through
 * the change queue, because the FIFO queue of the alert function takes no delay for a single message.
 *
 * @param header what the message says about itself; {@link EventHeader#NONE} unless someone else wrote it
 * @param repository the repository it is about
 */
public record DelayedDrainRequest(EventHeader header, RepositoryArn repository) implements Trigger {

    /** The auditor's own request. */
    public DelayedDrainRequest(RepositoryArn repository) {
        this(EventHeader.NONE, repository);
    }

    static final String DETAIL_TYPE = "drain request";

    /** The message that {@link EventReader} reads back; no AWS event can have this source. */
    public String toMessage() {
        Json detail =
                new JsonObject().put("repositoryArn", repository.toString()).build();
        return JsonWriter.write(new JsonObject()
                .put("source", Reevaluation.SOURCE)
                .put("detail-type", DETAIL_TYPE)
                .put("detail", detail)
                .build());
    }
}
