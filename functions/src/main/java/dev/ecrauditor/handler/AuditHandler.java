package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ecrauditor.audit.AuditOutcome;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The Lambda that audits changes: takes EventBridge events from the change queue, or one bare event. */
public final class AuditHandler implements RequestStreamHandler {

    private final EventReader events;
    private final RepositoryAudit audit;

    /** For Lambda. */
    public AuditHandler() {
        this(Wiring.fromEnvironment());
    }

    private AuditHandler(Wiring wiring) {
        this(wiring.eventReader(), wiring.repositoryAudit());
    }

    /** For the terminal and the tests. */
    public AuditHandler(EventReader events, RepositoryAudit audit) {
        this.events = events;
        this.audit = audit;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        new Door(new LambdaLog(context)).open(in, out, event -> line(event, audit.audit(events.read(event))));
    }

    private static Json.Obj line(Json event, AuditOutcome outcome) {
        JsonObject line = new JsonObject()
                .put("eventName", event.text("detail", "eventName"))
                .put("eventId", event.text("detail", "eventID"))
                .put("account", event.text("account"));
        if (outcome instanceof AuditOutcome.Alerted alerted) {
            return line.put("outcome", "ALERTED")
                    .put("alertIds", Json.of(alerted.alertIds()))
                    .build();
        }
        if (outcome instanceof AuditOutcome.NotOurs notOurs) {
            return line.put("outcome", "IGNORED")
                    .put("reason", notOurs.ignored().reason().name())
                    .build();
        }
        return line.put("outcome", "RECORDED").build();
    }
}
