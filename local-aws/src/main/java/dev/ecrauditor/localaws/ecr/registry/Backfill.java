package dev.ecrauditor.localaws.ecr.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A replication of what is stored already to one destination; nothing is copied. */
record Backfill(String id, Destination destination, String status, Instant startedAt, Optional<Instant> endedAt) {

    static final String PREPARING = "PREPARING";
    static final String IN_PROGRESS = "IN_PROGRESS";
    static final String STOPPING = "STOPPING";
    static final String STOPPED = "STOPPED";

    private static final List<String> STATUSES =
            List.of(PREPARING, IN_PROGRESS, "COMPLETE", "FAILED", STOPPING, STOPPED);

    /** Reads a backfill of an account-state file. */
    static Backfill read(Fields fields, Instant now) {
        fields.onlyKnown("replicationBackfillId", "destination", "status", "startedAt", "endedAt");
        return new Backfill(
                fields.text("replicationBackfillId"),
                Destination.read(
                        fields.object("destination").orElseThrow(() -> fields.refuse("destination", "is required"))),
                fields.oneOf("status", IN_PROGRESS, STATUSES),
                fields.time("startedAt").orElse(now),
                fields.time("endedAt"));
    }

    boolean isRunning() {
        return status.equals(PREPARING) || status.equals(IN_PROGRESS);
    }

    Backfill stopped(Instant time) {
        return new Backfill(id, destination, STOPPED, startedAt, Optional.of(time));
    }

    /** What every answer about a backfill has. */
    ObjectNode toJson(String shownStatus) {
        ObjectNode json = Json.object()
                .put("replicationBackfillId", id)
                .put("status", shownStatus)
                .put("startedAt", Json.epochSeconds(startedAt));
        return json.set("destination", destination.toJson());
    }

    /** What the lists and the results have besides. */
    ObjectNode describe() {
        ObjectNode json = toJson(status);
        endedAt.ifPresent(time -> json.put("endedAt", Json.epochSeconds(time)));
        return json.set(
                "progress",
                Json.object()
                        .put("totalReplicationCount", 0)
                        .put("completedReplicationCount", 0)
                        .put("failedReplicationCount", 0));
    }
}
