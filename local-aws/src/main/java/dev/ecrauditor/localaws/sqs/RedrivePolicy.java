package dev.ecrauditor.localaws.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.localaws.call.Json;
import java.util.Optional;

/** The dead-letter queue and the maximum receive count. */
record RedrivePolicy(QueueArn deadLetterQueue, int maxReceiveCount) {

    private static final int MOST_RECEIVES = 1_000;

    /** Reads the text of the attribute; empty if it is not a redrive policy. */
    static Optional<RedrivePolicy> parse(String text) {
        try {
            JsonNode policy = Json.parse(text);
            int most = policy.path("maxReceiveCount").asInt(0);
            return most < 1 || most > MOST_RECEIVES
                    ? Optional.empty()
                    : QueueArn.parse(policy.path("deadLetterTargetArn").asText(""))
                            .map(target -> new RedrivePolicy(target, most));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
