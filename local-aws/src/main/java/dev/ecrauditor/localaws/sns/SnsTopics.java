package dev.ecrauditor.localaws.sns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.IdGenerator;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.sqs.QueueArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * SNS's CreateTopic and Subscribe, GetTopicAttributes and ListSubscriptionsByTopic; a new subscription needs no
 * confirmation here, a loaded one may wait for it.
 */
public final class SnsTopics {

    private static final int PAGE = 100;
    private static final String SQS = "sqs";
    private static final String EMAIL = "email";
    private static final String HTTPS = "https";
    private static final Set<String> OTHER_PROTOCOLS =
            Set.of("http", "email-json", "sms", "application", "lambda", "firehose");

    private final Cloud cloud;
    private final IdGenerator ids;

    public SnsTopics(Cloud cloud, IdGenerator ids) {
        this.cloud = cloud;
        this.ids = ids;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.SNS, "CreateTopic", this::create, "Name", "Attributes", "Tags"),
                Operation.of(
                        AwsService.SNS,
                        "Subscribe",
                        this::subscribe,
                        "TopicArn",
                        "Protocol",
                        "Endpoint",
                        "Attributes",
                        "ReturnSubscriptionArn"),
                Operation.of(AwsService.SNS, "GetTopicAttributes", this::attributes, "TopicArn"),
                Operation.of(AwsService.SNS, "ListSubscriptionsByTopic", this::subscriptions, "TopicArn", "NextToken"));
    }

    private ObjectNode create(Call call) {
        String name = call.parameters().text("Name");
        if (!name.matches("[A-Za-z0-9_-]{1,256}")) {
            throw AwsError.badRequest("InvalidParameter", "Invalid parameter: Topic Name");
        }
        Map<String, String> attributes = call.parameters().textMap("Attributes");
        if (attributes.getOrDefault("FifoTopic", "false").equals("true")) {
            throw AwsError.notImplemented("FIFO topics");
        }
        Topic topic = cloud.at(call.place())
                .topics
                .computeIfAbsent(name, key -> new Topic(call.place().arn("sns", name), attributes));
        if (!topic.hasAll(attributes)) {
            throw AwsError.badRequest(
                    "InvalidParameter",
                    "Invalid parameter: Attributes Reason: Topic already exists with different attributes");
        }
        return Json.object().put("TopicArn", topic.arn());
    }

    private ObjectNode subscribe(Call call) {
        Fields asked = call.parameters();
        Topic topic = Topic.find(cloud, call, asked.text("TopicArn"));
        String protocol = asked.text("Protocol");
        String endpoint = asked.text("Endpoint");
        checkEndpoint(protocol, endpoint);
        Fields attributes = asked.objectOrEmpty("Attributes");
        for (String attribute : attributes.names()) {
            if (!attribute.equals("RawMessageDelivery")) {
                throw AwsError.notImplemented("the subscription attribute " + attribute);
            }
        }
        boolean raw = attributes.flag("RawMessageDelivery", false);
        if (raw && protocol.equals(EMAIL)) {
            throw AwsError.badRequest(
                    "InvalidParameter",
                    "Invalid parameter: Attributes Reason: RawMessageDelivery: Delivery protocol [email] does not"
                            + " support raw message delivery.");
        }
        Subscription subscription = topic.find(protocol, endpoint).orElseGet(() -> {
            Subscription added =
                    new Subscription(topic.arn() + ":" + ids.next("subscription"), protocol, endpoint, raw);
            topic.add(added);
            return added;
        });
        return Json.object().put("SubscriptionArn", subscription.arn());
    }

    private ObjectNode attributes(Call call) {
        Topic topic = Topic.find(cloud, call, call.parameters().text("TopicArn"));
        List<ObjectNode> entries = new ArrayList<>();
        new TreeMap<>(topic.allAttributes(call.place().account()))
                .forEach((key, value) ->
                        entries.add(Json.object().put("key", key).put("value", value)));
        return Json.object().set("Attributes", Json.object().set("entry", Json.nodes(entries)));
    }

    /** At most a hundred; the token is the index of the next one. */
    private ObjectNode subscriptions(Call call) {
        Topic topic = Topic.find(cloud, call, call.parameters().text("TopicArn"));
        List<Subscription> all = topic.subscriptions();
        int start = call.parameters().number("NextToken", 0, 0, all.size());
        int end = Math.min(all.size(), start + PAGE);
        ObjectNode page = Json.object()
                .set(
                        "Subscriptions",
                        Json.nodes(all.subList(start, end).stream()
                                .map(subscription -> Json.object()
                                        .put("SubscriptionArn", subscription.arn())
                                        .put("Owner", call.place().account())
                                        .put("Protocol", subscription.protocol())
                                        .put("Endpoint", subscription.endpoint())
                                        .put("TopicArn", topic.arn()))
                                .toList()));
        return end < all.size() ? page.put("NextToken", String.valueOf(end)) : page;
    }

    private static void checkEndpoint(String protocol, String endpoint) {
        if (OTHER_PROTOCOLS.contains(protocol)) {
            throw AwsError.notImplemented("sns:Subscribe with the protocol " + protocol);
        }
        boolean fits = switch (protocol) {
            case SQS -> QueueArn.parse(endpoint).isPresent() && !endpoint.endsWith(".fifo");
            case EMAIL -> endpoint.matches("[^@\\s]+@[^@\\s]+");
            case HTTPS -> endpoint.startsWith("https://");
            default ->
                throw AwsError.badRequest(
                        "InvalidParameter", "Invalid parameter: Does not support this protocol string: " + protocol);
        };
        if (!fits) {
            throw AwsError.badRequest(
                    "InvalidParameter", "Invalid parameter: Endpoint must match the specified protocol " + protocol);
        }
    }
}
