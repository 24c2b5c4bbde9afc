package dev.ecrauditor.localaws.call.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** One page of a list, and the token of the next one if there is more. */
public record Page<T>(List<T> items, Optional<String> nextToken) {

    public Page {
        items = List.copyOf(items);
    }

    /** Writes the token as ECR does. */
    public ObjectNode writeNextToken(ObjectNode answer) {
        nextToken.ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }

    /** Writes the marker as KMS does. */
    public ObjectNode writeMarker(ObjectNode answer) {
        nextToken.ifPresent(token -> answer.put("NextMarker", token));
        return answer.put("Truncated", nextToken.isPresent());
    }
}
