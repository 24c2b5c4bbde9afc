package dev.ecrauditor.localaws.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Digests;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.sns.MessageAttribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes received messages with the requested attributes. */
record ReceivedMessageJson(List<String> systemNames, List<String> attributeNames) {

    ReceivedMessageJson {
        systemNames = List.copyOf(systemNames);
        attributeNames = List.copyOf(attributeNames);
    }

    static ReceivedMessageJson wantedBy(Call call) {
        List<String> systemNames = new ArrayList<>(call.parameters().texts("AttributeNames"));
        systemNames.addAll(call.parameters().texts("MessageSystemAttributeNames"));
        return new ReceivedMessageJson(systemNames, call.parameters().texts("MessageAttributeNames"));
    }

    ObjectNode of(QueuedMessage queued) {
        SqsMessage message = queued.message();
        ObjectNode json = Json.object()
                .put("MessageId", message.id())
                .put("ReceiptHandle", queued.receiptHandle())
                .put("MD5OfBody", Digests.md5(message.body()))
                .put("Body", message.body());
        ObjectNode system = Json.object();
        systemAttributes(queued).forEach((name, value) -> {
            if (systemNames.contains("All") || systemNames.contains(name)) {
                system.put(name, value);
            }
        });
        if (!system.isEmpty()) {
            json.set("Attributes", system);
        }
        Map<String, MessageAttribute> wanted = new TreeMap<>(message.attributes());
        wanted.keySet().removeIf(name -> !isWanted(name));
        if (!wanted.isEmpty()) {
            ObjectNode all = json.putObject("MessageAttributes");
            wanted.forEach((name, attribute) -> all.set(name, attribute.toSqs()));
            json.put("MD5OfMessageAttributes", Digests.md5(wanted));
        }
        return json;
    }

    private boolean isWanted(String name) {
        return attributeNames.stream()
                .anyMatch(wanted -> wanted.equals("All")
                        || wanted.equals(name)
                        || (wanted.endsWith(".*") && name.startsWith(wanted.substring(0, wanted.length() - 1))));
    }

    private Map<String, String> systemAttributes(QueuedMessage queued) {
        SqsMessage message = queued.message();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("SenderId", message.senderId());
        all.put("SentTimestamp", String.valueOf(message.sentAt().toEpochMilli()));
        all.put("ApproximateReceiveCount", String.valueOf(queued.receiveCount()));
        all.put(
                "ApproximateFirstReceiveTimestamp",
                String.valueOf(queued.firstReceivedAt().toEpochMilli()));
        if (!message.groupId().isEmpty()) {
            all.put("MessageGroupId", message.groupId());
            all.put("MessageDeduplicationId", message.deduplicationId());
            all.put("SequenceNumber", queued.sequenceNumber());
        }
        if (!message.deadLetterSource().isEmpty()) {
            all.put("DeadLetterQueueSourceArn", message.deadLetterSource());
        }
        return all;
    }
}
