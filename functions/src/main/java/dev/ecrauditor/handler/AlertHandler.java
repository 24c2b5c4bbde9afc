package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.Context;
import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;

/**
 * The Lambda function that publishes alerts: takes drain requests, each naming a subject or, from the schedule, none.
 */
public final class AlertHandler implements Priming.Primed {

    private final AlertDrain drain;
    private final Metrics metrics;
    private final Runnable beforeSnapshot;
    private final Clock clock = Clock.systemUTC();

    /** For Lambda. */
    public AlertHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(this);
    }

    AlertHandler(Wiring wiring) {
        this(wiring.alertDrain(), wiring.metrics(), wiring.priming()::run);
    }

    /** For the terminal and the tests. */
    public AlertHandler(AlertDrain drain) {
        this(drain, Metrics.DEFAULT, () -> {});
    }

    private AlertHandler(AlertDrain drain, Metrics metrics, Runnable beforeSnapshot) {
        this.drain = drain;
        this.metrics = metrics;
        this.beforeSnapshot = beforeSnapshot;
    }

    @Override
    public Runnable beforeSnapshot() {
        return beforeSnapshot;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        EventLog log = metrics.measuring(new LambdaLog(context), clock);
        new SqsBatchProcessor(log).process(in, out, SqsBatchProcessor.each(request -> request, request -> {
            List<Subject> named =
                    request.text("subject").flatMap(Subject::parse).stream().toList();
            int published = drain.drain(named, new LambdaPace(context), log);
            return new JsonObject()
                    .put("did", "drained")
                    .put("published", published)
                    .build();
        }));
    }
}
