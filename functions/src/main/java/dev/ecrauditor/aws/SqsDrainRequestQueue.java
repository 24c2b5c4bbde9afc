package dev.ecrauditor.aws;

import dev.ecrauditor.audit.DrainRequestQueue;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * Sends drain requests to a FIFO queue with one message group, so that one drain runs at a time. Each request has its
 * own deduplication id: SQS drops a repeated one for five minutes.
 */
public final class SqsDrainRequestQueue implements DrainRequestQueue {

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsDrainRequestQueue(AwsClients clients, String queueUrl) {
        this.sqs = clients.sqs();
        this.queueUrl = queueUrl;
    }

    @Override
    public void requestDrain(SubjectRecord record) {
        String body = JsonWriter.write(
                new JsonObject().put("subject", record.subject().toString()).build());
        sqs.sendMessage(SendMessageRequest.builder()
                .queueUrl(queueUrl)
                .messageGroupId("alerts")
                .messageDeduplicationId(record.version() + "-" + UUID.randomUUID())
                .messageBody(body)
                .build());
    }
}
