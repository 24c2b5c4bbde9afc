package dev.ecrauditor.bench.stub;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;

/**
 * What a service answers.
 *
 * @param status of HTTP
 * @param type the content type
 * @param body as text
 */
record Answer(int status, String type, String body) {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    static Answer json(String text) {
        return new Answer(OK, "application/x-amz-json-1.1", text);
    }

    static Answer json(Json value) {
        return json(JsonWriter.write(value));
    }

    static Answer xml(String text) {
        return new Answer(OK, "text/xml", text);
    }

    /** An exception of the service's model. */
    static Answer error(String type) {
        String text = JsonWriter.write(
                new JsonObject().put("__type", type).put("message", type).build());
        return new Answer(BAD_REQUEST, "application/x-amz-json-1.1", text);
    }
}
