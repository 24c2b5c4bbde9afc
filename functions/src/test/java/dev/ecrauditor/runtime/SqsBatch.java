package dev.ecrauditor.runtime;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What Lambda makes of messages it has received from a queue, and what a function says of those it could not handle.
 *
 * <p>Source: "Using Lambda with Amazon SQS", AWS Lambda Developer Guide.
 */
final class SqsBatch {

    private SqsBatch() {}

    /** The payload; the messages are called message-0, message-1 and so on. */
    static String of(List<String> bodies, HubLocation place) {
        List<Json> records = new ArrayList<>();
        for (String body : bodies) {
            records.add(new JsonObject()
                    .put("messageId", "message-" + records.size())
                    .put("receiptHandle", "handle-" + records.size())
                    .put("body", body)
                    .put(
                            "attributes",
                            new JsonObject().put("ApproximateReceiveCount", "1").build())
                    .put("messageAttributes", new JsonObject().build())
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", place.arn("sqs", "ecr-auditor"))
                    .put("awsRegion", place.region())
                    .build());
        }
        return JsonWriter.write(
                new JsonObject().put("Records", new Json.Arr(records)).build());
    }

    /** The messages that come again. */
    static List<String> failures(FunctionResponse answer) {
        if (answer.kind() != FunctionResponse.Kind.RESPONSE
                || answer.json().at("batchItemFailures").isAbsent()) {
            throw new AssertionError("not the answer to a batch: " + answer);
        }
        return answer.json().items("batchItemFailures").stream()
                .map(failure -> failure.text("itemIdentifier").orElseThrow())
                .toList();
    }
}
