package dev.ecrauditor.iac.terraform.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a JSON text with the line of each value. */
public final class JsonDocument {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxStringLength(4_000_000)
                    .build())
            .build();

    private final JsonParser parser;
    private final String file;

    private JsonDocument(JsonParser parser, String file) {
        this.parser = parser;
        this.file = file;
    }

    public static DeclaredValue read(String text, String file) throws JsonSyntaxException {
        try {
            return read(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text), file);
        } catch (IOException e) {
            throw new JsonSyntaxException("the text cannot be read", 1);
        }
    }

    /** Reads what is too large for a text of its own. */
    public static DeclaredValue read(Reader reader, String file) throws IOException, JsonSyntaxException {
        try (JsonParser parser = FACTORY.createParser(reader)) {
            try {
                JsonDocument document = new JsonDocument(parser, file);
                parser.nextToken();
                DeclaredValue value = document.value();
                if (parser.nextToken() != null) {
                    throw new JsonSyntaxException("something follows the end of the JSON text", document.line());
                }
                return value;
            } catch (JsonProcessingException e) {
                throw new JsonSyntaxException("not JSON: " + e.getOriginalMessage(), line(e.getLocation()));
            }
        }
    }

    private int line() {
        return line(parser.currentTokenLocation());
    }

    private static int line(@Nullable JsonLocation location) {
        return location == null ? 1 : Math.max(1, location.getLineNr());
    }

    private DeclaredValue value() throws IOException, JsonSyntaxException {
        SourcePosition position = new SourcePosition(file, line());
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new JsonSyntaxException("the JSON text ends too early", position.line());
        }
        return switch (token) {
            case START_OBJECT -> object(position);
            case START_ARRAY -> array(position);
            case VALUE_STRING -> new DeclaredValue.Text(parser.getText(), position);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new DeclaredValue.Number(parser.getText(), position);
            case VALUE_TRUE -> new DeclaredValue.Bool(true, position);
            case VALUE_FALSE -> new DeclaredValue.Bool(false, position);
            default -> new DeclaredValue.Absent(position);
        };
    }

    private DeclaredValue object(SourcePosition position) throws IOException, JsonSyntaxException {
        Map<String, DeclaredValue> properties = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            properties.put(name, value());
        }
        return new DeclaredValue.Properties(properties, position);
    }

    private DeclaredValue array(SourcePosition position) throws IOException, JsonSyntaxException {
        List<DeclaredValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return new DeclaredValue.Items(items, position);
    }
}
