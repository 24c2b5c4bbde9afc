package dev.ecrauditor.securityhub;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides findings into batches, each of which fits one call.
 *
 * <p>Source: "Guidelines for using the BatchImportFindings API", AWS Security Hub Partner Integration Guide: 100
 * findings and 6 MB for each batch.
 */
final class FindingBatches {

    /** The rest of 6 MB is for the request around the findings. */
    static final int MAX_BYTES = 5_900_000;

    private FindingBatches() {}

    static List<List<Json.Obj>> of(List<Json.Obj> findings) {
        List<List<Json.Obj>> batches = new ArrayList<>();
        List<Json.Obj> batch = new ArrayList<>();
        int bytes = 0;
        for (Json.Obj finding : findings) {
            int more = JsonWriter.write(finding).getBytes(StandardCharsets.UTF_8).length + 1;
            if (!batch.isEmpty() && (batch.size() == SecurityHub.MOST_FINDINGS || bytes + more > MAX_BYTES)) {
                batches.add(List.copyOf(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(finding);
            bytes += more;
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return batches;
    }
}
