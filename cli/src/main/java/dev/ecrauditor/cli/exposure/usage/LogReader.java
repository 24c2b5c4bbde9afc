package dev.ecrauditor.cli.exposure.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the records of one log file, one at a time: {@code {"Records": [...]}}, the output of {@code aws cloudtrail
 * lookup-events}, a list of records, or one record a line.
 *
 * <p>Source: "CloudTrail log file examples", AWS CloudTrail User Guide; "LookupEvents", AWS CloudTrail API Reference.
 */
final class LogReader {

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // As in JsonReader: the shared table of names breaks on many names of one hash.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonReader.MAX_DEPTH)
                    .maxStringLength(JsonReader.MAX_CHARACTERS)
                    .maxNameLength(4096)
                    .build())
            .build();

    private final JsonParser json;
    private final Consumer<LogRecord> records;
    private Optional<String> problem = Optional.empty();
    private long recordStart;
    private int read;

    private LogReader(JsonParser json, Consumer<LogRecord> records) {
        this.json = json;
        this.records = records;
    }

    /**
     * Passes each record on as it is read.
     *
     * @throws BrokenLogException if the text is not JSON, which ends the reading, or something in it is no record,
     *     which does not
     * @throws IOException if it cannot be read
     */
    static void read(Reader text, Consumer<LogRecord> records) throws IOException {
        BufferedReader buffered = new BufferedReader(text);
        buffered.mark(1);
        if (buffered.read() != BYTE_ORDER_MARK) {
            buffered.reset();
        }
        try (JsonParser json = FACTORY.createParser(buffered)) {
            new LogReader(json, records).documents();
        } catch (JsonProcessingException notJson) {
            var place = notJson.getLocation();
            throw new BrokenLogException("not valid JSON"
                    + (place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr()));
        }
    }

    private void documents() throws IOException {
        JsonToken token = json.nextToken();
        if (token == null) {
            throw new BrokenLogException("empty");
        }
        for (; token != null; token = json.nextToken()) {
            recordStart = json.currentTokenLocation().getCharOffset();
            if (token == JsonToken.START_OBJECT) {
                document();
            } else if (token == JsonToken.START_ARRAY) {
                items();
            } else {
                record(value(token));
            }
        }
        if (problem.isPresent()) {
            throw new BrokenLogException(problem.get());
        }
    }

    /** A file of records, or one record. */
    private void document() throws IOException {
        Map<String, Json> members = new LinkedHashMap<>();
        boolean isList = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_ARRAY && (name.equals("Records") || name.equals("Events"))) {
                isList = true;
                items();
                recordStart = json.currentLocation().getCharOffset();
            } else {
                put(members, name, value(token));
            }
        }
        if (!isList && !isDigest(members)) {
            record(new Json.Obj(members));
        }
    }

    /** A digest file beside the log files, which holds no records. */
    private static boolean isDigest(Map<String, Json> members) {
        return members.containsKey("digestStartTime") && members.containsKey("digestS3Object");
    }

    private void items() throws IOException {
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            recordStart = json.currentTokenLocation().getCharOffset();
            record(value(token));
        }
    }

    private void record(Json value) {
        read++;
        Optional<LogRecord> found = unwrapped(value).filter(LogRecord::isRecord);
        found.ifPresent(records);
        if (found.isEmpty() && problem.isEmpty()) {
            problem = Optional.of("record " + read + " is not a CloudTrail record");
        }
    }

    /** lookup-events keeps the record as text, EventBridge in {@code detail}. */
    private static Optional<LogRecord> unwrapped(Json value) {
        if (value instanceof Json.Str text) {
            return inner(text.value());
        }
        Optional<String> kept = value.text("CloudTrailEvent");
        if (kept.isPresent()) {
            return inner(kept.get());
        }
        return Optional.of(new LogRecord(value.at("detail") instanceof Json.Obj detail ? detail : value));
    }

    private static Optional<LogRecord> inner(String text) {
        try {
            return Optional.of(new LogRecord(JsonReader.read(text)));
        } catch (MalformedJson wrong) {
            return Optional.empty();
        }
    }

    private Json value(JsonToken token) throws IOException {
        if (json.currentTokenLocation().getCharOffset() - recordStart > JsonReader.MAX_CHARACTERS) {
            throw new JsonParseException(json, "too long a record", json.currentTokenLocation());
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new Json.Str(json.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(json.getText());
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            default -> new Json.Null();
        };
    }

    private Json object() throws IOException {
        Map<String, Json> members = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            put(members, name, value(json.nextToken()));
        }
        return new Json.Obj(members);
    }

    private void put(Map<String, Json> members, String name, Json value) throws IOException {
        if (members.putIfAbsent(name, value) != null) {
            throw new JsonParseException(json, "duplicate member name", json.currentTokenLocation());
        }
    }

    private Json array() throws IOException {
        List<Json> items = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            items.add(value(token));
        }
        return new Json.Arr(items);
    }
}
