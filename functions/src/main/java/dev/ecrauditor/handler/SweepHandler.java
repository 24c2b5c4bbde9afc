package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.audit.Sweep;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;

/**
 * The Lambda function that sweeps one account and Region. Its schedule triggers it; it begins, continues, or finds
 * nothing due.
 */
public final class SweepHandler implements RequestStreamHandler {

    private final Sweep sweep;
    private final Subject.Coverage place;

    /** For Lambda. */
    public SweepHandler() {
        this(Wiring.fromEnvironment());
    }

    private SweepHandler(Wiring wiring) {
        this(wiring.sweep(), wiring.sweptPlace());
    }

    /** For the terminal and the tests. */
    public SweepHandler(Sweep sweep, Subject.Coverage place) {
        this.sweep = sweep;
        this.place = place;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        EventLog log = Metrics.measuring(new LambdaLog(context), Clock.systemUTC());
        new SqsBatchProcessor(log)
                .process(
                        in,
                        out,
                        SqsBatchProcessor.each(
                                tick -> tick,
                                tick -> new JsonObject()
                                        .put("did", "sweep")
                                        .put("place", place.toString())
                                        .put(
                                                "outcome",
                                                sweep.sweep(place, new LambdaSweepPace(context), log)
                                                        .name())
                                        .build()));
    }
}
