package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What comes in and goes out of a function: a batch of SQS messages, of which each fails by itself, or one bare event, whose failure
 * is the function's.
 *
 * <p>Source: "Using Lambda with Amazon SQS", AWS Lambda Developer Guide (partial batch responses).
 */
final class Door {

    /** Handles one message. */
    interface Visitor {

        /**
         * Does the work and says what came of it.
         *
         * @throws Exception when the message has to come again
         */
        Json.Obj handle(Json message) throws Exception;
    }

    private final EventLog log;

    Door(EventLog log) {
        this.log = log;
    }

    void open(InputStream in, OutputStream out, Visitor visitor) throws IOException {
        Json input;
        try {
            input = JsonReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (MalformedJson malformed) {
            log.write(failure("input", malformed));
            throw new IllegalArgumentException("the input is not JSON: " + malformed.getMessage(), malformed);
        }
        Json output =
                input.at("Records") instanceof Json.Arr ? batch(messages(input), visitor) : single(input, visitor);
        out.write(JsonWriter.write(output).getBytes(StandardCharsets.UTF_8));
    }

    private Json single(Json event, Visitor visitor) {
        try {
            Json.Obj line = visitor.handle(event);
            log.write(line);
            return line;
        } catch (Throwable fault) {
            // Errors as well: an event that ends without a line cannot be counted.
            log.write(failure("event", fault));
            throw new IllegalStateException("the event was not handled: " + fault.getMessage(), fault);
        }
    }

    private Json batch(List<SQSMessage> messages, Visitor visitor) {
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSMessage message : messages) {
            try {
                log.write(visitor.handle(JsonReader.read(message.getBody())));
            } catch (Throwable fault) {
                // Also for errors such as StackOverflowError: one message must never take the other nine with it.
                log.write(failure(message.getMessageId(), fault));
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return response(new SQSBatchResponse(failures));
    }

    private static List<SQSMessage> messages(Json input) {
        return input.items("Records").stream()
                .map(item -> {
                    SQSMessage message = new SQSMessage();
                    message.setMessageId(item.text("messageId").orElse(""));
                    message.setBody(item.text("body").orElse(""));
                    return message;
                })
                .toList();
    }

    private static Json response(SQSBatchResponse response) {
        List<Json> failures = response.getBatchItemFailures().stream()
                .<Json>map(failure -> new JsonObject()
                        .put("itemIdentifier", failure.getItemIdentifier())
                        .build())
                .toList();
        return new JsonObject().put("batchItemFailures", new Json.Arr(failures)).build();
    }

    private static Json.Obj failure(String what, Throwable fault) {
        return new JsonObject()
                .put("level", "ERROR")
                .put("outcome", "FAILED")
                .put("message", what)
                .put("fault", fault.getClass().getSimpleName())
                .put("reason", String.valueOf(fault.getMessage()))
                .build();
    }
}
