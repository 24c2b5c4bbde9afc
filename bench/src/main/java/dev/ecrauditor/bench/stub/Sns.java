package dev.ecrauditor.bench.stub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Amazon SNS: keeps what is published until it is taken. */
public final class Sns implements Service {

    private final ArrayDeque<String> published = new ArrayDeque<>();

    /** Every message since the last call, as the form that the SDK sent. */
    public synchronized List<String> takePublished() {
        List<String> taken = new ArrayList<>(published);
        published.clear();
        return taken;
    }

    @Override
    public Optional<Answer> answer(String operation, String body) {
        return switch (operation) {
            case "Publish" -> Optional.of(publish(body));
            case "ListSubscriptionsByTopic" ->
                Optional.of(Answer.xml("<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult>"
                        + "<Subscriptions><member><Protocol>email</Protocol><Endpoint>team@example.com</Endpoint>"
                        + "<SubscriptionArn>" + AwsRegion.arn("sns", "alerts:1") + "</SubscriptionArn></member>"
                        + "</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>"));
            default -> Optional.empty();
        };
    }

    private synchronized Answer publish(String form) {
        published.add(form);
        return Answer.xml("<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>"
                + "<MessageId>message-" + published.size() + "</MessageId></PublishResult></PublishResponse>");
    }
}
