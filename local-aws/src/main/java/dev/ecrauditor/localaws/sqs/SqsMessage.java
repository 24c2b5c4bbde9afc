package dev.ecrauditor.localaws.sqs;

import dev.ecrauditor.localaws.sns.MessageAttribute;
import java.time.Instant;
import java.util.Map;

/** A message as it was sent; group and deduplication id are empty outside FIFO queues. */
public record SqsMessage(
        String id,
        String body,
        Map<String, MessageAttribute> attributes,
        Instant sentAt,
        String senderId,
        String groupId,
        String deduplicationId,
        String deadLetterSource) {

    public SqsMessage {
        attributes = Map.copyOf(attributes);
    }

    public static SqsMessage of(
            String id, String body, Map<String, MessageAttribute> attributes, Instant sentAt, String senderId) {
        return new SqsMessage(id, body, attributes, sentAt, senderId, "", "", "");
    }

    SqsMessage inGroup(String newGroupId, String newDeduplicationId) {
        return new SqsMessage(id, body, attributes, sentAt, senderId, newGroupId, newDeduplicationId, deadLetterSource);
    }

    SqsMessage deadFrom(String sourceArn) {
        return new SqsMessage(id, body, attributes, sentAt, senderId, groupId, deduplicationId, sourceArn);
    }
}
