package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        if (atMost(SubjectRecordJson.write(record)) <= MOST) {
            return record; // small by its characters alone, as nearly all are: it need not be written twice
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

    /** Not less than the size as JSON in ASCII, where a character has at most six bytes. */
    private static long atMost(Json value) {
        if (value instanceof Json.Obj object) {
            long size = 2;
            for (Map.Entry<String, Json> member : object.members().entrySet()) {
                size += atMost(member.getKey()) + 2 + atMost(member.getValue());
            }
            return size;
        }
        if (value instanceof Json.Arr array) {
            long size = 2;
            for (Json item : array.items()) {
                size += atMost(item) + 1;
            }
            return size;
        }
        if (value instanceof Json.Str string) {
            return atMost(string.value());
        }
        return value instanceof Json.Num number ? number.literal().length() : "false".length();
    }

    private static long atMost(String text) {
        return 2 + 6L * text.length();
    }

    /** The size of a record in bytes. */
    public static int bytes(SubjectRecord record) {
        return JsonWriter.write(SubjectRecordJson.write(record)).getBytes(StandardCharsets.UTF_8).length;
    }

    private static int bytes(OutboxEntry entry) {
        return JsonWriter.write(OutboxEntryJson.write(entry)).getBytes(StandardCharsets.UTF_8).length;
    }
}
