package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.Context;
import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;

/** Writes each line through Lambda's own logger, as one line of JSON in ASCII. */
final class LambdaLog implements EventLog {

    private final Context context;

    LambdaLog(Context context) {
        this.context = context;
    }

    @Override
    public void write(Json.Obj line) {
        context.getLogger().log(JsonWriter.write(line) + "\n");
    }
}
