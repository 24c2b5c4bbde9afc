package dev.ecrauditor.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Writes JSON on one line of ASCII, so that a value is also a line of JSON Lines and carries no invisible character
 * into a log.
 */
public final class JsonWriter {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonWriter() {}

    public static String write(Json value) {
        StringWriter text = new StringWriter(1_024);
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            write(out, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        // DEL is ASCII and can occur only in a string; jackson does not escape it.
        return text.toString().replace("\u007F", "\\u007F");
    }

    private static void write(JsonGenerator out, Json value) throws IOException {
        if (value instanceof Json.Obj object) {
            out.writeStartObject();
            for (Map.Entry<String, Json> member : object.members().entrySet()) {
                out.writeFieldName(member.getKey());
                write(out, member.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Json.Arr array) {
            out.writeStartArray();
            for (Json item : array.items()) {
                write(out, item);
            }
            out.writeEndArray();
        } else if (value instanceof Json.Str string) {
            out.writeString(string.value());
        } else if (value instanceof Json.Num number) {
            out.writeNumber(number.literal());
        } else if (value instanceof Json.Bool bool) {
            out.writeBoolean(bool.value());
        } else {
            out.writeNull();
        }
    }
}
