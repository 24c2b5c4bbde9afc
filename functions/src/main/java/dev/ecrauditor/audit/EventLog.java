package dev.ecrauditor.audit;

import dev.ecrauditor.json.Json;

/** Takes one structured line per thing done; never a policy's text, never a credential. */
public interface EventLog {

    void write(Json.Obj line);
}
