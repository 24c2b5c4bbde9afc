package dev.ecrauditor.cli.replay;

import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The events in one JSON document: an EventBridge event, an SQS batch of them, a CloudTrail log file, the output of
 * {@code aws cloudtrail lookup-events}, or one CloudTrail record.
 *
 * <p>Source: "CloudTrail log file examples" and "CloudTrail record contents", AWS CloudTrail User Guide;
 * "LookupEvents", AWS CloudTrail API Reference.
 */
final class EventDocument {

    /** The accepted forms, for messages. */
    static final String WANTED = "an EventBridge event, a CloudTrail log file ({\"Records\": [...]}, plain or gzip),"
            + " the output of aws cloudtrail lookup-events, or one CloudTrail record";

    private EventDocument() {}

    /**
     * One event, or the reason why it cannot be replayed.
     *
     * @param name its position in the input
     * @param event as EventBridge delivers it
     * @param problem why it cannot be replayed; empty if it can
     * @param fromLog true for a CloudTrail record; a log has many of other services
     */
    record Entry(String name, Json event, Optional<String> problem, boolean fromLog) {

        static Entry of(String name, Json event) {
            return new Entry(name, event, Optional.empty(), false);
        }

        static Entry ofRecord(String name, Json event) {
            return new Entry(name, event, Optional.empty(), true);
        }

        Entry with(Json other) {
            return new Entry(name, other, problem, fromLog);
        }

        static Entry broken(String name, String problem) {
            return new Entry(name, new Json.Null(), Optional.of(problem), false);
        }
    }

    /**
     * Reads a document.
     *
     * @throws UsageException if it is not JSON
     */
    static List<Entry> read(String name, String text) {
        try {
            if (text.length() > JsonReader.MAX_CHARACTERS) {
                return items(name, LargeDocument.items(text), "record");
            }
            return read(name, JsonReader.read(text));
        } catch (MalformedJson malformed) {
            throw new UsageException(name + ": " + malformed.getMessage() + "; name " + WANTED);
        } catch (IOException malformed) {
            throw new UsageException(name + ": not valid JSON; name " + WANTED);
        }
    }

    private static List<Entry> read(String name, Json document) {
        if (document.at("Records") instanceof Json.Arr && !isEventBridge(document)) {
            return items(name, document.items("Records"), "record");
        }
        if (document.at("Events") instanceof Json.Arr && !isEventBridge(document)) {
            return items(name, document.items("Events"), "event");
        }
        return List.of(item(name, document));
    }

    private static List<Entry> items(String name, List<Json> items, String word) {
        if (items.isEmpty()) {
            return List.of(Entry.broken(name, "holds no events: the list is empty"));
        }
        List<Entry> entries = new ArrayList<>();
        for (Json item : items) {
            entries.add(item(name + ", " + word + " " + (entries.size() + 1), item));
        }
        return entries;
    }

    private static Entry item(String name, Json item) {
        if (!(item instanceof Json.Obj)) {
            return Entry.broken(name, "is not a JSON object; give " + WANTED);
        }
        if (isEventBridge(item)) {
            return Entry.of(name, item);
        }
        if (CloudTrailRecord.is(item)) {
            return Entry.ofRecord(name, CloudTrailRecord.asEvent(item));
        }
        Optional<String> record = item.text("CloudTrailEvent");
        if (record.isPresent()) {
            return inner(name, "CloudTrailEvent", record.get());
        }
        Optional<String> body = item.text("body");
        if (body.isPresent()) {
            return inner(name, "body", body.get());
        }
        if (item.text("s3", "object", "key").isPresent()) {
            return Entry.broken(
                    name, "is a notification of Amazon S3; name the log file itself, fetched from the bucket");
        }
        if (item.text("digestS3Object").isPresent()
                || item.text("digestStartTime").isPresent()) {
            return Entry.broken(name, "is a CloudTrail digest file, which holds no events; name the log files");
        }
        return Entry.broken(name, missing(item));
    }

    private static Entry inner(String name, String member, String text) {
        try {
            return item(name, JsonReader.read(text));
        } catch (MalformedJson malformed) {
            return Entry.broken(name, "\"" + member + "\" is not JSON: " + malformed.getMessage());
        }
    }

    /** An envelope of EventBridge, possibly incomplete; the functions report what is missing. */
    private static boolean isEventBridge(Json item) {
        return item.text("source").isPresent()
                || item.text("detail-type").isPresent()
                || item.at("detail") instanceof Json.Obj;
    }

    private static String missing(Json item) {
        if (item.text("eventSource").isPresent() || item.text("eventName").isPresent()) {
            return "looks like a CloudTrail record without eventVersion or eventSource; take the whole record";
        }
        return "is not an event: it has neither source and detail (EventBridge) nor eventVersion and eventSource"
                + " (CloudTrail); name " + WANTED;
    }
}
