package dev.ecrauditor.securityhub.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.securityhub.FindingImporter;
import dev.ecrauditor.securityhub.FindingImporter.QueuedAlert;
import dev.ecrauditor.securityhub.FindingImporter.Result;
import dev.ecrauditor.text.HostileText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Lambda function that imports findings into Security Hub CSPM: takes notifications of the alert topic from a queue,
 * and returns those that are not done, which stay in the queue.
 */
public final class SecurityHubHandler implements RequestStreamHandler {

    private static final int MAX_CHARACTERS = 500;

    private final FindingImporter importer;

    /** For Lambda. */
    public SecurityHubHandler() {
        this(Wiring.fromEnvironment());
    }

    /** For the tests. */
    public SecurityHubHandler(FindingImporter importer) {
        this.importer = importer;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        Map<QueuedAlert, Result> results =
                importer.importFindings(messages(in), () -> Duration.ofMillis(context.getRemainingTimeInMillis()));
        List<Json> failures = new ArrayList<>();
        results.forEach((message, result) -> {
            log(context, line(message, result));
            if (!result.isDone()) {
                failures.add(
                        new JsonObject().put("itemIdentifier", message.id()).build());
            }
        });
        Json response = new JsonObject()
                .put("batchItemFailures", new Json.Arr(failures))
                .build();
        out.write(JsonWriter.write(response).getBytes(StandardCharsets.UTF_8));
    }

    private static List<QueuedAlert> messages(InputStream in) throws IOException {
        try {
            return JsonReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)).items("Records").stream()
                    .map(message -> new QueuedAlert(
                            message.text("messageId").orElse(""),
                            message.text("body").orElse("")))
                    .toList();
        } catch (MalformedJson malformed) {
            throw new IllegalArgumentException("the input is not JSON: " + malformed.getMessage(), malformed);
        }
    }

    private static Json.Obj line(QueuedAlert message, Result result) {
        JsonObject line = new JsonObject()
                .put("did", "imported into Security Hub")
                .put("message", harmless(message.id()))
                .put("findings", result.findings())
                .put("intoTheHubsAccount", result.inHub());
        if (result.isDone()) {
            return line.put("outcome", result.findings() == 0 ? "NOTHING_TO_IMPORT" : "IMPORTED")
                    .build();
        }
        return line.put("outcome", "NOT_IMPORTED")
                .put("level", "ERROR")
                .put("failures", result.failures().size())
                .put("reason", harmless(result.failures().get(0)))
                .build();
    }

    /** One line of JSON in ASCII; what AWS answers and what alerts hold is untrusted. */
    private static void log(Context context, Json.Obj line) {
        context.getLogger().log(JsonWriter.write(line) + "\n");
    }

    private static String harmless(String text) {
        return HostileText.plain(text, MAX_CHARACTERS);
    }
}
