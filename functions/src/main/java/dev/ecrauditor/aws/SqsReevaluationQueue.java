package dev.ecrauditor.aws;

import dev.ecrauditor.audit.ReevaluationQueue;
import dev.ecrauditor.event.DelayedDrainRequest;
import dev.ecrauditor.event.KeyReevaluation;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.event.RegistryReevaluation;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * Sends reevaluations and drain requests to the change queue. SQS delays at most 15 minutes; an early reevaluation is
 * scheduled again.
 */
public final class SqsReevaluationQueue implements ReevaluationQueue {

    private static final long MAX_DELAY_SECONDS = 900;

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsReevaluationQueue(AwsClients clients, String queueUrl) {
        this.sqs = clients.sqs();
        this.queueUrl = queueUrl;
    }

    @Override
    public void scheduleReevaluation(Reevaluation reevaluation, Duration delay) {
        send(reevaluation.toMessage(), delay);
    }

    @Override
    public void scheduleReevaluation(KeyReevaluation reevaluation, Duration delay) {
        send(reevaluation.toMessage(), delay);
    }

    @Override
    public void scheduleReevaluation(RegistryReevaluation reevaluation, Duration delay) {
        send(reevaluation.toMessage(), delay);
    }

    @Override
    public boolean canDrainLater() {
        return true;
    }

    @Override
    public void drainLater(DelayedDrainRequest request, Duration delay) {
        send(request.toMessage(), delay);
    }

    private void send(String message, Duration delay) {
        long seconds = Math.min(MAX_DELAY_SECONDS, Math.max(0, delay.toSeconds() + 1));
        sqs.sendMessage(SendMessageRequest.builder()
                .queueUrl(queueUrl)
                .delaySeconds(Math.toIntExact(seconds))
                .messageBody(message)
                .build());
    }
}
