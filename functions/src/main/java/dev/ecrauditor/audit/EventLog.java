package dev.ecrauditor.audit;

import dev.ecrauditor.json.Json;

/** Writes one structured line per action; never a policy's text, never a credential. */
public interface EventLog {

    void write(Json.Obj line);
}
