package dev.ecrauditor.runtime;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;

/**
 * What came back from a function.
 *
 * @param kind where it arrived at the Runtime API
 * @param requestId of the invocation it answers; empty for what is none
 * @param errorType the type that the runtime client names in a header; empty for a response
 * @param body as it was sent
 */
record FunctionResponse(Kind kind, String requestId, String errorType, String body) {

    enum Kind {
        RESPONSE,
        ERROR,
        INIT_ERROR,
        RESTORE_ERROR,
        EXITED
    }

    Json json() {
        try {
            return JsonReader.read(body);
        } catch (MalformedJson malformed) {
            throw new AssertionError("not JSON: " + body, malformed);
        }
    }
}
