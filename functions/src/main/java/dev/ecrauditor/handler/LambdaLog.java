package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.Context;
import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;

/**
 * Writes each line through Lambda's own logger, as one line of JSON in ASCII. Long texts are untrusted input and are
 * cut.
 */
final class LambdaLog implements EventLog {

    private static final int MAX_CHARACTERS = 500;

    private final Context context;

    LambdaLog(Context context) {
        this.context = context;
    }

    @Override
    public void write(Json.Obj line) {
        context.getLogger().log(JsonWriter.write(shortened(line)) + "\n");
    }

    private static Json.Obj shortened(Json.Obj line) {
        JsonObject shorter = new JsonObject();
        line.members().forEach((name, value) -> shorter.put(name, shortened(value)));
        return shorter.build();
    }

    private static Json shortened(Json value) {
        return value instanceof Json.Str text && text.value().length() > MAX_CHARACTERS
                ? Json.of(text.value().substring(0, MAX_CHARACTERS) + " [cut]")
                : value;
    }
}
