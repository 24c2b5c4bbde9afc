package dev.ecrauditor.cli.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.util.Optional;

/**
 * One line of a file of policies. The policy is extracted as it is written and not parsed here: the policy parser finds
 * its errors, such as a duplicate element.
 *
 * @param id the name in the output
 * @param owner the account that owns the repository
 * @param policy the policy's text; empty if there is none
 */
record PolicyLine(Optional<String> id, Optional<String> owner, String policy) {

    private static final JsonFactory LENIENT = new JsonFactory();

    /**
     * Parses a line.
     *
     * @throws IOException if it is not a JSON object
     */
    static PolicyLine read(String line) throws IOException {
        Optional<String> id = Optional.empty();
        Optional<String> owner = Optional.empty();
        String policy = "";
        try (JsonParser json = LENIENT.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                String value = value(json, line);
                switch (name) {
                    case "id" -> id = Optional.of(value);
                    case "ownerAccount" -> owner = Optional.of(value);
                    case "policy" -> policy = value;
                    default -> {}
                }
            }
            if (json.nextToken() != null) {
                throw new IOException("something follows the object");
            }
        }
        return new PolicyLine(id, owner, policy);
    }

    /** A JSON string by its value; any other JSON as it is written, without white space if it is valid. */
    private static String value(JsonParser json, String line) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        int start = (int) json.currentTokenLocation().getCharOffset();
        json.skipChildren();
        json.finishToken();
        String written = line.substring(start, (int) json.currentLocation().getCharOffset());
        try {
            return JsonWriter.write(JsonReader.read(written));
        } catch (MalformedJson forThePolicysReader) {
            return written;
        }
    }
}
