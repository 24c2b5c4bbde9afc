package dev.ecrauditor.localaws;

import java.time.Instant;
import java.util.Map;

/** A message as it was sent; group and deduplication id are empty outside FIFO queues. */
record SqsMessage(
        String id,
        String body,
        Map<String, MessageAttribute> attributes,
        Instant sentAt,
        String groupId,
        String deduplicationId,
        String deadLetterSource) {

    SqsMessage {
        attributes = Map.copyOf(attributes);
    }

    static SqsMessage of(String id, String body, Map<String, MessageAttribute> attributes, Instant sentAt) {
        return new SqsMessage(id, body, attributes, sentAt, "", "", "");
    }

    SqsMessage inGroup(String newGroupId, String newDeduplicationId) {
        return new SqsMessage(id, body, attributes, sentAt, newGroupId, newDeduplicationId, deadLetterSource);
    }

    SqsMessage deadFrom(String sourceArn) {
        return new SqsMessage(id, body, attributes, sentAt, groupId, deduplicationId, sourceArn);
    }
}
