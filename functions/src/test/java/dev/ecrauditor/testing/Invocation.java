package dev.ecrauditor.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One invocation of a function, as Lambda makes it: what it answered and what it logged. */
public record Invocation(Json answer, List<String> lines) {

    public Invocation {
        lines = List.copyOf(lines);
    }

    public static Invocation of(RequestStreamHandler handler, String input) {
        return of(handler, input, new LambdaContext());
    }

    public static Invocation of(RequestStreamHandler handler, String input, LambdaContext context) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, context);
            return new Invocation(JsonReader.read(out.toString(StandardCharsets.UTF_8)), context.lines());
        } catch (IOException | MalformedJson impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The ids of the messages that are to come again. */
    public List<String> failedMessages() {
        return answer.items("batchItemFailures").stream()
                .map(failure -> failure.text("itemIdentifier").orElseThrow())
                .toList();
    }

    /** The logged lines, each read as JSON. */
    public List<Json> log() {
        return lines.stream().map(Invocation::read).toList();
    }

    private static Json read(String line) {
        try {
            return JsonReader.read(line);
        } catch (MalformedJson malformed) {
            throw new AssertionError("not a line of JSON: " + line, malformed);
        }
    }
}
