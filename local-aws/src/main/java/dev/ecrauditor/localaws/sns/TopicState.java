package dev.ecrauditor.localaws.sns;

import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.IdGenerator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the topics of an account-state file, with their attributes and subscribers. */
public final class TopicState {

    private TopicState() {}

    /** The topics by name. */
    public static Map<String, Topic> read(AccountRegion place, Fields state) {
        Map<String, Topic> topics = new LinkedHashMap<>();
        for (Fields fields : state.objects("topics")) {
            fields.onlyKnown("name", "attributes", "subscriptions");
            String name = fields.text("name");
            Topic topic = new Topic(place.arn("sns", name), fields.textMap("attributes"));
            fields.objects("subscriptions").forEach(subscription -> topic.add(subscriber(topic, subscription)));
            if (topics.put(name, topic) != null) {
                throw state.refuse("topics", "must not have '" + name + "' twice");
            }
        }
        return topics;
    }

    private static Subscription subscriber(Topic topic, Fields fields) {
        fields.onlyKnown("protocol", "endpoint", "confirmed");
        String endpoint = fields.text("endpoint");
        String arn = fields.flag("confirmed", true)
                ? topic.arn() + ":" + IdGenerator.named("subscription:" + topic.arn() + ":" + endpoint)
                : Subscription.PENDING;
        return new Subscription(arn, fields.text("protocol"), endpoint, false);
    }
}
