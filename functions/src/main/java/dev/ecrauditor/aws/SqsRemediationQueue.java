package dev.ecrauditor.aws;

import dev.ecrauditor.audit.RemediationQueue;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.json.JsonWriter;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Sends remediation requests to the queue that only the alert function may send to. */
public final class SqsRemediationQueue implements RemediationQueue {

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsRemediationQueue(AwsClients clients, String queueUrl) {
        this.sqs = clients.sqs();
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(RemediationRequest request) {
        sqs.sendMessage(SendMessageRequest.builder()
                .queueUrl(queueUrl)
                .messageBody(JsonWriter.write(request.toMessage()))
                .build());
    }
}
