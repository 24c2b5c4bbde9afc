package dev.ecrauditor.aws.delivery;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.delivery.SubscriberReader;
import dev.ecrauditor.delivery.SubscriberReader.Subscribers;
import dev.ecrauditor.repository.Reading;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Reads with ListSubscriptionsByTopic. A pending subscription has no ARN yet. */
public final class SnsSubscriberReader implements SubscriberReader {

    private static final String PENDING = "PendingConfirmation";
    private static final String DELETED = "Deleted";

    private final SnsClient sns;
    private final String topicArn;

    public SnsSubscriberReader(AwsClients clients, String topicArn) {
        this.sns = clients.readingSns();
        this.topicArn = topicArn;
    }

    @Override
    public Reading<Subscribers> read() {
        try {
            List<String> arns = sns
                    .listSubscriptionsByTopicPaginator(ListSubscriptionsByTopicRequest.builder()
                            .topicArn(topicArn)
                            .build())
                    .subscriptions()
                    .stream()
                    .map(Subscription::subscriptionArn)
                    .filter(arn -> !arn.equals(DELETED))
                    .toList();
            int pending = (int) arns.stream().filter(PENDING::equals).count();
            return new Reading.Known<>(new Subscribers(arns.size() - pending, pending));
        } catch (NotFoundException gone) {
            return new Reading.Absent<>();
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        "sns:ListSubscriptionsByTopic",
                        "SNS denies listing the subscribers of the alert topic",
                        AwsErrors.denial(fault));
            }
            throw fault;
        }
    }
}
