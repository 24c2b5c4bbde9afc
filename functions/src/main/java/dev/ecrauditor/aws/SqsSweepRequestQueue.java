package dev.ecrauditor.aws;

import dev.ecrauditor.audit.sweep.SweepRequest;
import dev.ecrauditor.audit.sweep.SweepRequestQueue;
import dev.ecrauditor.json.JsonWriter;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * Sends sweep requests to a FIFO queue, with one message group for each account and Region, so that one sweep of it
 * runs at a time.
 */
public final class SqsSweepRequestQueue implements SweepRequestQueue {

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsSweepRequestQueue(AwsClients clients, String queueUrl) {
        this.sqs = clients.sqs();
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(List<SweepRequest> requests, long attempt) {
        for (SweepRequest request : requests) {
            String group = request.place().account() + "-" + request.place().region();
            sqs.sendMessage(SendMessageRequest.builder()
                    .queueUrl(queueUrl)
                    .messageGroupId(group)
                    .messageDeduplicationId(group + "-" + request.round().toEpochMilli() + "-" + attempt)
                    .messageBody(JsonWriter.write(request.message()))
                    .build());
        }
    }
}
