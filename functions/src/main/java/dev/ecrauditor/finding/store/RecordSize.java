package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a record small enough for its store, which takes 400 KB, however long its alerts have to wait: of what waits
 * longest the evidence is cut first. That something happened, when, and who did it is never cut.
 */
public final class RecordSize {

    /** In bytes, as JSON. */
    public static final int MOST = 100_000;

    private static final int[] ROOM = {2_000, 300};

    private RecordSize() {}

    /** The record, with shorter evidence where it would be too large. */
    public static SubjectRecord fitting(SubjectRecord record) {
        if (record.outbox().isEmpty()) {
            return record; // nothing to shorten, so its size need not be known
        }
        int size = bytes(record);
        List<OutboxEntry> outbox = new ArrayList<>(record.outbox());
        for (int room : ROOM) {
            for (int i = 0; i < outbox.size() && size > MOST; i++) {
                if (outbox.get(i) instanceof AlertFacts alert) {
                    AlertFacts shorter = alert.withEvidenceOf(room);
                    size -= bytes(alert) - bytes(shorter);
                    outbox.set(i, shorter);
                }
            }
        }
        return record.withOutbox(outbox);
    }

    /** The size of a record in bytes. */
    public static int bytes(SubjectRecord record) {
        return JsonWriter.write(SubjectRecordJson.write(record)).getBytes(StandardCharsets.UTF_8).length;
    }

    private static int bytes(OutboxEntry entry) {
        return JsonWriter.write(OutboxEntryJson.write(entry)).getBytes(StandardCharsets.UTF_8).length;
    }
}
