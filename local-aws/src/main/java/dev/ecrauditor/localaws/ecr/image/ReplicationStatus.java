package dev.ecrauditor.localaws.ecr.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.util.List;

/** How far the replication of an image to one destination is; the failure code is empty without a failure. */
record ReplicationStatus(String region, String registryId, String status, String failureCode) {

    static final String IN_PROGRESS = "IN_PROGRESS";

    static ReplicationStatus read(Fields fields) {
        fields.onlyKnown("region", "registryId", "status", "failureCode");
        return new ReplicationStatus(
                fields.text("region"),
                fields.text("registryId"),
                fields.oneOf("status", List.of(IN_PROGRESS, "COMPLETE", "FAILED")),
                fields.text("failureCode", ""));
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("region", region)
                .put("registryId", registryId)
                .put("status", status);
        return failureCode.isEmpty() ? json : json.put("failureCode", failureCode);
    }
}
