package dev.ecrauditor.localaws.sqs;

import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.IdGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the queues of an account-state file, with their attributes and a number of waiting messages. */
public final class QueueState {

    private static final int MOST_MESSAGES = 1_000;

    private QueueState() {}

    /** The queues by name. */
    public static Map<String, Queue> read(AccountRegion place, Fields state, Instant now) {
        Map<String, Queue> queues = new LinkedHashMap<>();
        for (Fields fields : state.objects("queues")) {
            fields.onlyKnown("name", "attributes", "messages");
            String name = fields.text("name");
            Queue queue = new Queue(place.arn("sqs", name), new QueueSettings(fields.textMap("attributes")), now);
            for (int i = 0; i < fields.number("messages", 0, 0, MOST_MESSAGES); i++) {
                String id = IdGenerator.named("message:" + queue.arn() + ":" + i);
                var unused = queue.send(SqsMessage.of(id, "loaded", Map.of(), now, place.account()), Duration.ZERO);
            }
            if (queues.put(name, queue) != null) {
                throw state.refuse("queues", "must not have '" + name + "' twice");
            }
        }
        return queues;
    }
}
