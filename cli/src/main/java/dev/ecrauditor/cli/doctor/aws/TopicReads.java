package dev.ecrauditor.cli.doctor.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;

/** Reads topics of the hub. */
public final class TopicReads {

    private final SnsClient sns;

    /** A topic. */
    public record Topic(String arn, Map<String, String> attributes) {

        public String policy() {
            return attributes.getOrDefault("Policy", "");
        }

        /** The id or ARN of its KMS key; empty for none. */
        public String key() {
            return attributes.getOrDefault("KmsMasterKeyId", "");
        }
    }

    /** A subscriber. */
    public record Subscriber(String protocol, String endpoint, boolean confirmed) {

        /** Whether it is Amazon Q Developer in chat applications. */
        public boolean isChat() {
            return protocol.equals("https") && endpoint.contains("sns-api.chatbot.");
        }
    }

    TopicReads(SnsClient sns) {
        this.sns = sns;
    }

    /** Empty if there is no such topic. */
    public Optional<Topic> topic(String arn) {
        return Reads.optional(
                        "sns:GetTopicAttributes",
                        () -> sns.getTopicAttributes(request -> request.topicArn(arn))
                                .attributes())
                .map(attributes -> new Topic(arn, attributes));
    }

    /** Those that are confirmed, and those that are not. */
    public List<Subscriber> subscribers(String arn) {
        return Reads.required(
                "sns:ListSubscriptionsByTopic",
                () -> sns.listSubscriptionsByTopicPaginator(request -> request.topicArn(arn)).subscriptions().stream()
                        .map(each -> new Subscriber(
                                each.protocol(),
                                each.endpoint(),
                                each.subscriptionArn().startsWith("arn:")))
                        .toList());
    }
}
