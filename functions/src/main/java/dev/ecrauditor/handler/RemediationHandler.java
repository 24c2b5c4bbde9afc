package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.audit.ScanRemediation;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;

/**
 * The Lambda function that switches scanning on: takes requests from a queue that only the alert function may send to.
 */
public final class RemediationHandler implements RequestStreamHandler {

    private final ScanRemediation remediation;
    private final Metrics metrics;

    /** For Lambda. */
    public RemediationHandler() {
        this(Wiring.fromEnvironment());
    }

    RemediationHandler(Wiring wiring) {
        this(wiring.scanRemediation(), wiring.metrics());
    }

    /** For the terminal and the tests. */
    public RemediationHandler(ScanRemediation remediation) {
        this(remediation, Metrics.DEFAULT);
    }

    private RemediationHandler(ScanRemediation remediation, Metrics metrics) {
        this.remediation = remediation;
        this.metrics = metrics;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        EventLog log = metrics.countingRemediationRequests(new LambdaLog(context), Clock.systemUTC());
        new SqsBatchProcessor(log).process(in, out, SqsBatchProcessor.each(RemediationRequest::fromMessage, request -> {
            ScanRemediation.Result result = remediation.remediate(request);
            return new JsonObject()
                    .put("did", "remediation")
                    .put("request", request.id())
                    .put("repository", request.subject().toString())
                    .put("outcome", result.outcome().name())
                    .put("why", result.why())
                    .build();
        }));
    }
}
