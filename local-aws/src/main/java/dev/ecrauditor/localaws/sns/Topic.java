package dev.ecrauditor.localaws.sns;

import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One SNS topic and its subscribers in the order of subscription. */
public final class Topic {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final String arn;
    private final Map<String, String> attributes;
    private final List<Subscription> subscriptions = new ArrayList<>();

    Topic(String arn, Map<String, String> attributes) {
        this.arn = arn;
        this.attributes = Map.copyOf(attributes);
    }

    String arn() {
        return arn;
    }

    boolean hasAll(Map<String, String> wanted) {
        return attributes.entrySet().containsAll(wanted.entrySet());
    }

    /** Its attributes as SNS lists them. */
    Map<String, String> allAttributes(String owner) {
        Map<String, String> all = new LinkedHashMap<>(attributes);
        all.put("TopicArn", arn);
        all.put("Owner", owner);
        return all;
    }

    Optional<Subscription> find(String protocol, String endpoint) {
        return subscriptions.stream()
                .filter(subscription -> subscription.protocol().equals(protocol)
                        && subscription.endpoint().equals(endpoint))
                .findFirst();
    }

    void add(Subscription subscription) {
        subscriptions.add(subscription);
    }

    List<Subscription> subscriptions() {
        return List.copyOf(subscriptions);
    }

    /**
     * The topic of this ARN; rejects what is not a topic ARN of the caller's region, another account's topic, and an
     * unknown one.
     */
    static Topic find(Cloud cloud, Call call, String arn) {
        String ownTopics = call.place().arn("sns", "");
        int accountEnd = arn.lastIndexOf(':');
        int nameless = ownTopics.length() - call.place().account().length() - 1;
        if (accountEnd != ownTopics.length() - 1 || !arn.startsWith(ownTopics.substring(0, nameless))) {
            throw AwsError.badRequest("InvalidParameter", "Invalid parameter: TopicArn");
        }
        if (!arn.startsWith(ownTopics)) {
            throw new AwsError(
                    FORBIDDEN,
                    "AuthorizationError",
                    "User: " + call.caller().arn() + " is not authorized to perform an operation on resource: " + arn
                            + " because no resource-based policy allows it");
        }
        Topic topic = cloud.at(call.place()).topics.get(arn.substring(accountEnd + 1));
        if (topic == null) {
            throw new AwsError(NOT_FOUND, "NotFound", "Topic does not exist");
        }
        return topic;
    }
}
