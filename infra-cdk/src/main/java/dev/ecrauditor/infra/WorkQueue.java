package dev.ecrauditor.infra;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** A queue with its dead-letter queue: both under the data key, both closed to plain HTTP. */
final class WorkQueue extends Construct {

    /** A quarter of an hour's outage must empty nothing into the dead-letter queue. */
    private static final int RECEIVES_BEFORE_DEAD = 10;

    private final Queue queue;
    private final Queue deadLetters;

    private record Kind(Duration visibility, UnaryOperator<Queue.Builder> order) {}

    private WorkQueue(Construct scope, String id, DataKey key, Kind kind) {
        super(scope, id);
        deadLetters = kind.order()
                .apply(protectedBy(key, "DeadLetters"))
                .retentionPeriod(software.amazon.awscdk.Duration.days(14))
                .build();
        queue = kind.order()
                .apply(protectedBy(key, "Queue"))
                .visibilityTimeout(software.amazon.awscdk.Duration.seconds(
                        kind.visibility().toSeconds()))
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(deadLetters)
                        .maxReceiveCount(RECEIVES_BEFORE_DEAD)
                        .build())
                .build();
    }

    static WorkQueue standard(Construct scope, String id, DataKey key, Duration visibility) {
        return new WorkQueue(scope, id, key, new Kind(visibility, builder -> builder));
    }

    static WorkQueue firstInFirstOut(Construct scope, String id, DataKey key, Duration visibility) {
        return new WorkQueue(
                scope,
                id,
                key,
                new Kind(visibility, builder -> builder.fifo(true).contentBasedDeduplication(true)));
    }

    Queue queue() {
        return queue;
    }

    Queue deadLetters() {
        return deadLetters;
    }

    void allowSending(JavaFunction function) {
        function.allow("SendTo" + getNode().getId(), List.of("sqs:SendMessage"), List.of(queue.getQueueArn()));
    }

    /** Lets one rule fill the queue, and put aside in the dead-letter queue what it could not deliver. */
    void allowFilling(String ruleArn) {
        for (Queue each : List.of(queue, deadLetters)) {
            each.addToResourcePolicy(PolicyStatement.Builder.create()
                    .sid("OurRuleSends")
                    .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
                    .actions(List.of("sqs:SendMessage"))
                    .resources(List.of(each.getQueueArn()))
                    .conditions(Map.of("ArnEquals", Map.of("aws:SourceArn", ruleArn)))
                    .build());
        }
    }

    /** Closes the queue to every sender but one role, whatever that sender's own policies say. */
    void refuseSendersExcept(String roleArn) {
        queue.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("OnlyOurFunctionSends")
                .effect(Effect.DENY)
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .conditions(Map.of("ArnNotEquals", Map.of("aws:PrincipalArn", roleArn)))
                .build());
    }

    private Queue.Builder protectedBy(DataKey key, String id) {
        return Queue.Builder.create(this, id)
                .encryption(QueueEncryption.KMS)
                .encryptionMasterKey(key.key())
                .enforceSsl(true);
    }
}
