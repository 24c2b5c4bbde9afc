package dev.ecrauditor.cli.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The items of a log file that is larger than any single event: its list is read item by item. */
final class LargeDocument {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonReader.MAX_DEPTH)
                    .maxStringLength(JsonReader.MAX_CHARACTERS)
                    .build())
            .build();

    private LargeDocument() {}

    /**
     * The items of {@code Records} or {@code Events}.
     *
     * @throws IOException if the text is not JSON
     * @throws MalformedJson if it is no object with such a list, or an item violates the rules of {@link JsonReader}
     */
    static List<Json> items(String text) throws IOException, MalformedJson {
        try (JsonParser json = FACTORY.createParser(text)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    JsonToken value = json.nextToken();
                    if (value == JsonToken.START_ARRAY && (name.equals("Records") || name.equals("Events"))) {
                        return list(json, text);
                    }
                    json.skipChildren();
                }
            }
        }
        return List.of(JsonReader.read(text));
    }

    private static List<Json> list(JsonParser json, String text) throws IOException, MalformedJson {
        List<Json> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            int start = (int) json.currentTokenLocation().getCharOffset();
            json.skipChildren();
            json.finishToken();
            items.add(JsonReader.read(
                    text.substring(start, (int) json.currentLocation().getCharOffset())));
        }
        return items;
    }
}
