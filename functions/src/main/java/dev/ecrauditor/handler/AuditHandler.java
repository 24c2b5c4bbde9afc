package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.Context;
import dev.ecrauditor.audit.AuditOutcome;
import dev.ecrauditor.audit.delivery.EventArrivalLog;
import dev.ecrauditor.audit.subject.EventAudit;
import dev.ecrauditor.event.EventHeader;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.event.MalformedEvent;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.store.InMemoryEventArrivals;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.text.HostileText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The Lambda function that audits changes: takes EventBridge events from the change queue, or one bare event. Events of
 * one batch about one repository are audited in one evaluation.
 */
public final class AuditHandler implements Priming.Primed {

    /** CloudTrail's names and ids are no longer than this. */
    private static final int MAX_CHARACTERS = 128;

    private final EventReader events;
    private final EventAudit audit;
    private final EventArrivalLog arrivals;
    private final Clock clock;
    private final Metrics metrics;
    private final Runnable beforeSnapshot;

    /** For Lambda. */
    public AuditHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(this);
    }

    AuditHandler(Wiring wiring) {
        this.events = wiring.eventReader();
        this.audit = wiring.eventAudit();
        this.arrivals = wiring.delivery().arrivals();
        this.clock = Clock.systemUTC();
        this.metrics = wiring.metrics();
        this.beforeSnapshot = wiring.priming()::run;
    }

    /** For the terminal and the tests. */
    public AuditHandler(EventReader events, EventAudit audit) {
        this(events, audit, Clock.systemUTC());
    }

    /**
     * @param clock for the timestamps of log lines
     */
    public AuditHandler(EventReader events, EventAudit audit, Clock clock) {
        this(events, audit, new EventArrivalLog(new InMemoryEventArrivals(), clock), clock);
    }

    /** With the arrivals of events, which the sweep compares with the changes it finds. */
    AuditHandler(EventReader events, EventAudit audit, EventArrivalLog arrivals, Clock clock) {
        this.events = events;
        this.audit = audit;
        this.arrivals = arrivals;
        this.clock = clock;
        this.metrics = Metrics.DEFAULT;
        this.beforeSnapshot = () -> {};
    }

    @Override
    public Runnable beforeSnapshot() {
        return beforeSnapshot;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        new SqsBatchProcessor(metrics.countingEvents(new LambdaLog(context), clock)).process(in, out, new Changes());
    }

    private final class Changes implements SqsBatchProcessor.Processor<Trigger> {

        @Override
        public Trigger read(Json event) throws MalformedEvent {
            return events.read(event);
        }

        @Override
        public Object groupKey(Trigger trigger) {
            return audit.subject(trigger);
        }

        @Override
        public List<Json.Obj> handle(List<Trigger> triggers) {
            arrivals.note(triggers);
            List<AuditOutcome> outcomes = audit.audit(triggers);
            List<Json.Obj> lines = new ArrayList<>();
            for (int i = 0; i < triggers.size(); i++) {
                lines.add(line(triggers.get(i).header(), outcomes.get(i)));
            }
            return lines;
        }
    }

    private static String harmless(String text) {
        return HostileText.plain(text, MAX_CHARACTERS);
    }

    private static Json.Obj line(EventHeader event, AuditOutcome outcome) {
        JsonObject line = new JsonObject()
                .put("eventName", event.name().map(AuditHandler::harmless))
                .put("eventId", event.id().map(AuditHandler::harmless))
                .put("account", event.account().map(AuditHandler::harmless));
        if (outcome instanceof AuditOutcome.Alerted alerted) {
            return line.put("outcome", "ALERTED")
                    .put("alertIds", Json.of(alerted.alertIds()))
                    .build();
        }
        if (outcome instanceof AuditOutcome.CoverageLost lost) {
            return line.put("outcome", lost.alertIds().isEmpty() ? "RECORDED" : "ALERTED")
                    .put("reason", "COVERAGE_LOST")
                    .put("alertIds", Json.of(lost.alertIds()))
                    .build();
        }
        if (outcome instanceof AuditOutcome.EventIgnored dropped) {
            return line.put("outcome", "IGNORED")
                    .put("reason", dropped.ignored().reason().name())
                    .build();
        }
        return line.put("outcome", "RECORDED").build();
    }
}
