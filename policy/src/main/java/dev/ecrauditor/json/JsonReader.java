package dev.ecrauditor.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads strict JSON: one value, no duplicate member names at any level, nothing after it, at most {@link #MAX_DEPTH}
 * levels deep.
 */
public final class JsonReader {

    /** Deeper nesting is refused: AWS events and policies are much shallower. */
    public static final int MAX_DEPTH = 64;

    /** Longer text is refused; an SQS message holds at most 1 MiB, a batch of ten at most 6 MB in a Lambda request. */
    public static final int MAX_CHARACTERS = 8 * 1024 * 1024;

    private static final int USUAL_MEMBERS = 8;

    private static final String DUPLICATE = "duplicate member name";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // Jackson's table of names is shared between texts and breaks on many names of one hash, which are easy to
            // find.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxDocumentLength(MAX_CHARACTERS)
                    .maxStringLength(MAX_CHARACTERS)
                    .maxNameLength(4096)
                    .build())
            .build();

    private JsonReader() {}

    /**
     * Reads one JSON value.
     *
     * @throws MalformedJson when the text is anything but one strict JSON value
     */
    public static Json read(String text) throws MalformedJson {
        if (text.length() > MAX_CHARACTERS) {
            throw new MalformedJson("longer than " + MAX_CHARACTERS + " characters");
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new MalformedJson("empty text");
            }
            Json value = value(parser, first);
            if (parser.nextToken() != null) {
                throw new MalformedJson("something follows the JSON value");
            }
            return value;
        } catch (JsonProcessingException notJson) {
            throw new MalformedJson(place(notJson));
        } catch (IOException impossible) {
            throw new MalformedJson("unreadable text");
        }
    }

    private static Json value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new Json.Str(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            default -> new Json.Null();
        };
    }

    private static Json object(JsonParser parser) throws IOException {
        Map<String, Json> members = new LinkedHashMap<>(USUAL_MEMBERS);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (members.containsKey(name)) { // jackson's own check keeps a second set of all names
                throw new JsonParseException(parser, DUPLICATE, parser.currentTokenLocation());
            }
            members.put(name, value(parser, parser.nextToken()));
        }
        return new Json.Obj(Members.madeOf(members));
    }

    private static Json array(JsonParser parser) throws IOException {
        List<Json> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return new Json.Arr(items);
    }

    /** Jackson's message may quote the input, which is hostile: only the kind of fault and its location are kept. */
    private static String place(JsonProcessingException fault) {
        String kind = fault.getOriginalMessage().equals(DUPLICATE) ? DUPLICATE : "not valid JSON";
        var location = fault.getLocation();
        return location == null
                ? kind
                : kind + " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
