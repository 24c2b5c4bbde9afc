package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.text.HostileText;
import dev.ecrauditor.webhook.WebhookNotifier;
import dev.ecrauditor.webhook.WebhookNotifier.QueuedAlert;
import dev.ecrauditor.webhook.WebhookNotifier.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The Lambda function that sends alerts to an incoming webhook of Slack: takes notifications of the alert topic from a
 * queue. A message that was not sent stays in the queue, with the delay of its result.
 */
public final class WebhookHandler implements RequestStreamHandler {

    private static final int MAX_CHARACTERS = 500;

    private final WebhookNotifier notifier;
    private final ReceiveDelay receiveDelay;

    /** Sets when a message is received again. */
    public interface ReceiveDelay {
        void delay(String receiptHandle, Duration delay);
    }

    /** For Lambda. */
    public WebhookHandler() {
        this(Wiring.webhookFromEnvironment());
    }

    WebhookHandler(WebhookWiring wiring) {
        this(wiring.notifier(), wiring.receiveDelay()::delay);
    }

    /** For the tests. */
    public WebhookHandler(WebhookNotifier notifier, ReceiveDelay receiveDelay) {
        this.notifier = notifier;
        this.receiveDelay = receiveDelay;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        EventLog log = new LambdaLog(context);
        List<Json> failures = new ArrayList<>();
        for (Json message : messages(in)) {
            String id = message.text("messageId").orElse("");
            if (!isSent(message, context, log)) {
                failures.add(new JsonObject().put("itemIdentifier", id).build());
            }
        }
        Json response = new JsonObject()
                .put("batchItemFailures", new Json.Arr(failures))
                .build();
        out.write(JsonWriter.write(response).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Json> messages(InputStream in) throws IOException {
        try {
            return JsonReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .items("Records");
        } catch (MalformedJson malformed) {
            throw new IllegalArgumentException("the input is not JSON: " + malformed.getMessage(), malformed);
        }
    }

    /** One message must not fail the others; a fault that nobody expected is retried after the queue's own delay. */
    private boolean isSent(Json message, Context context, EventLog log) {
        JsonObject line = new JsonObject()
                .put("did", "webhook")
                .put("message", message.text("messageId").map(WebhookHandler::harmless));
        try {
            Result result = notifier.send(
                    new QueuedAlert(message.text("body").orElse(""), receives(message)), new LambdaTimeLeft(context));
            if (result instanceof Result.Done done) {
                log.write(line.put("outcome", done.outcome()).build());
                return true;
            }
            Result.Retry retry = (Result.Retry) result;
            log.write(line.put("level", "ERROR")
                    .put("outcome", "NOT_SENT")
                    .put("reason", harmless(retry.reason()))
                    .put("retryAfterSeconds", retry.delay().toSeconds())
                    .build());
            receiveDelay.delay(message.text("receiptHandle").orElse(""), retry.delay());
        } catch (RuntimeException fault) {
            log.write(line.put("level", "ERROR")
                    .put("outcome", "FAILED")
                    .put("fault", fault.getClass().getSimpleName())
                    .put("reason", harmless(String.valueOf(fault.getMessage())))
                    .build());
        }
        return false;
    }

    private static int receives(Json message) {
        String count = message.text("attributes", "ApproximateReceiveCount").orElse("1");
        return count.matches("[0-9]{1,9}") ? Integer.parseInt(count) : 1;
    }

    private static String harmless(String text) {
        return HostileText.plain(text, MAX_CHARACTERS);
    }

    private record LambdaTimeLeft(Context context) implements WebhookNotifier.TimeLeft {

        @Override
        public Duration remaining() {
            return Duration.ofMillis(context.getRemainingTimeInMillis());
        }

        @Override
        public void await(Duration time) throws InterruptedException {
            Thread.sleep(time.toMillis());
        }
    }
}
