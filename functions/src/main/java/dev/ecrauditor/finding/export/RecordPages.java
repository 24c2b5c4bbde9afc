package dev.ecrauditor.finding.export;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import java.util.List;

/** Reads the stored records of an account and Region in parts that fit in memory. */
public interface RecordPages {

    /**
     * Some records in their stored forms, of any version.
     *
     * @param last the sort key of the last one; the one that was given when there is none
     * @param hasMore whether others follow
     */
    record Page(List<Json> records, String last, boolean hasMore) {

        public Page {
            records = List.copyOf(records);
        }
    }

    /**
     * Reads the next records.
     *
     * @param after the sort key behind which they begin; empty for the beginning
     */
    Page read(Subject.Coverage place, String after);
}
