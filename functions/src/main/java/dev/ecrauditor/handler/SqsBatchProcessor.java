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
import dev.ecrauditor.text.HostileText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Processes the input of a function: a batch of SQS messages, each of which fails separately, or one bare event, whose
 * failure is the function's. Messages with the same group key are handled together; each still has its own log line.
 *
 * <p>Source: "Using Lambda with Amazon SQS", AWS Lambda Developer Guide (partial batch responses).
 */
final class SqsBatchProcessor {

    /** Handles messages. */
    interface Processor<T> {

        /**
         * Reads one message.
         *
         * @throws Exception when the message has to be retried
         */
        T read(Json message) throws Exception;

        /** The subject of a message; messages with equal keys are handled together. */
        Object groupKey(T message);

        /**
         * Handles the messages and returns a log line for each, in their order.
         *
         * @throws Exception when all of them have to be retried
         */
        List<Json.Obj> handle(List<T> messages) throws Exception;
    }

    /** Reads one message. */
    interface Reader<T> {
        T read(Json message) throws Exception;
    }

    /** Handles one message and returns its log line. */
    interface Handler<T> {
        Json.Obj handle(T message) throws Exception;
    }

    /** Handles every message separately. */
    static <T> Processor<T> each(Reader<T> reader, Handler<T> one) {
        return new Processor<>() {
            @Override
            public T read(Json message) throws Exception {
                return reader.read(message);
            }

            @Override
            public Object groupKey(T message) {
                return new Object();
            }

            @Override
            public List<Json.Obj> handle(List<T> messages) throws Exception {
                return List.of(one.handle(messages.get(0)));
            }
        };
    }

    /** One message that was read, and its position in the batch. */
    private record Read<T>(int place, T message) {}

    /** The message of a fault may contain untrusted text. */
    private static final int MAX_CHARACTERS = 500;

    private final EventLog log;

    SqsBatchProcessor(EventLog log) {
        this.log = log;
    }

    <T> void process(InputStream in, OutputStream out, Processor<T> processor) throws IOException {
        Json input;
        try {
            input = JsonReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (MalformedJson malformed) {
            log.write(failure("input", malformed));
            throw new IllegalArgumentException("the input is not JSON: " + malformed.getMessage(), malformed);
        }
        Json output =
                input.at("Records") instanceof Json.Arr ? batch(messages(input), processor) : single(input, processor);
        out.write(JsonWriter.write(output).getBytes(StandardCharsets.UTF_8));
    }

    private <T> Json single(Json event, Processor<T> processor) {
        List<Json.Obj> line = new ArrayList<>();
        isolate(() -> {
                    line.add(processor.handle(List.of(processor.read(event))).get(0));
                    log.write(line.get(0));
                })
                .ifPresent(fault -> {
                    log.write(failure("event", fault));
                    throw new IllegalStateException("the event was not handled: " + fault.getMessage(), fault);
                });
        return line.get(0);
    }

    private <T> Json batch(List<SQSMessage> messages, Processor<T> processor) {
        Json.Obj[] lines = new Json.Obj[messages.size()];
        boolean[] failed = new boolean[messages.size()];
        Map<Object, List<Read<T>>> together = new LinkedHashMap<>();
        for (int i = 0; i < lines.length; i++) {
            int place = i;
            isolate(() -> {
                        T message = processor.read(
                                JsonReader.read(messages.get(place).getBody()));
                        together.computeIfAbsent(processor.groupKey(message), about -> new ArrayList<>())
                                .add(new Read<>(place, message));
                    })
                    .ifPresent(fault -> {
                        lines[place] = failure(messages.get(place).getMessageId(), fault);
                        failed[place] = true;
                    });
        }
        for (List<Read<T>> group : together.values()) {
            isolate(() -> {
                        List<Json.Obj> done = processor.handle(
                                group.stream().map(Read::message).toList());
                        for (int i = 0; i < group.size(); i++) {
                            lines[group.get(i).place()] = done.get(i);
                        }
                    })
                    .ifPresent(fault -> {
                        for (Read<T> message : group) {
                            lines[message.place()] =
                                    failure(messages.get(message.place()).getMessageId(), fault);
                            failed[message.place()] = true;
                        }
                    });
        }
        return respond(messages, lines, failed);
    }

    /** The work for one message, or for messages that are handled together. */
    private interface Work {
        void run() throws Exception;
    }

    /** Runs the work and returns its fault; empty when it succeeded. */
    private static Optional<Throwable> isolate(Work work) {
        try {
            work.run();
            return Optional.empty();
        } catch (Throwable fault) {
            // Also errors such as StackOverflowError: one message must not fail the other nine, and each of them is
            // counted by its log line.
            return Optional.of(fault);
        }
    }

    /**
     * Writes all lines at the end: if the function is interrupted, all messages are retried and none is counted twice.
     */
    private Json respond(List<SQSMessage> messages, Json.Obj[] lines, boolean[] failed) {
        List<BatchItemFailure> failures = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            log.write(lines[i]);
            if (failed[i]) {
                failures.add(new BatchItemFailure(messages.get(i).getMessageId()));
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
                .put("message", HostileText.plain(what, MAX_CHARACTERS))
                .put("fault", fault.getClass().getSimpleName())
                .put("reason", HostileText.plain(String.valueOf(fault.getMessage()), MAX_CHARACTERS))
                .build();
    }
}
