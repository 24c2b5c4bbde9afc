package dev.ecrauditor.aws.webhook;

import dev.ecrauditor.aws.AwsClients;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;

/**
 * Sets when a message that was not sent is received again.
 *
 * <p>Source: ChangeMessageVisibility, Amazon SQS API Reference.
 */
public final class SqsReceiveDelay {

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsReceiveDelay(AwsClients clients, String queueUrl) {
        this.sqs = clients.sqs();
        this.queueUrl = queueUrl;
    }

    public void delay(String receiptHandle, Duration delay) {
        sqs.changeMessageVisibility(ChangeMessageVisibilityRequest.builder()
                .queueUrl(queueUrl)
                .receiptHandle(receiptHandle)
                .visibilityTimeout((int) delay.toSeconds())
                .build());
    }
}
