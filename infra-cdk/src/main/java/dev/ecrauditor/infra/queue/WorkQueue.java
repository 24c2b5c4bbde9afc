package dev.ecrauditor.infra.queue;

import dev.ecrauditor.infra.DataKey;
import dev.ecrauditor.infra.function.JavaFunction;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * A queue with its dead-letter queue. Both are encrypted with the data key and deny plain HTTP and every sender that is
 * not named.
 */
public final class WorkQueue extends Construct {

    /** An outage of 15 minutes must not move messages to the dead-letter queue. */
    private static final int RECEIVES_BEFORE_DEAD = 10;

    private final Queue queue;
    private final Queue deadLetters;
    private final Kind kind;
    private final Set<String> senders = new TreeSet<>();

    private record Kind(Duration visibility, boolean ordered, UnaryOperator<Queue.Builder> order) {}

    private WorkQueue(Construct scope, String id, DataKey key, Kind kind) {
        super(scope, id);
        this.kind = kind;
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

    public static WorkQueue standard(Construct scope, String id, DataKey key, Duration visibility) {
        return new WorkQueue(scope, id, key, new Kind(visibility, false, builder -> builder));
    }

    public static WorkQueue firstInFirstOut(Construct scope, String id, DataKey key, Duration visibility) {
        return new WorkQueue(
                scope,
                id,
                key,
                new Kind(visibility, true, builder -> builder.fifo(true).contentBasedDeduplication(true)));
    }

    public Queue queue() {
        return queue;
    }

    public Queue deadLetters() {
        return deadLetters;
    }

    public void allowSending(JavaFunction function) {
        function.allow("SendTo" + getNode().getId(), List.of("sqs:SendMessage"), List.of(queue.getQueueArn()));
        senders.add(JavaFunction.roleArn(this, function.name()));
    }

    /** Accepts messages from the role of this fixed name, which is granted its permission elsewhere. */
    void acceptFrom(String roleName) {
        senders.add(JavaFunction.roleArn(this, roleName));
    }

    /**
     * Allows one rule to send to the queue, and to put undelivered events into the dead-letter queue. EventBridge
     * requires a standard queue for the latter; a FIFO queue uses {@link UndeliveredEvents}.
     */
    public void allowRule(OwnRule rule) {
        QueueAccess.allowRules(queue, List.of(rule.arn(this)));
        if (!kind.ordered()) {
            QueueAccess.allowRules(deadLetters, List.of(rule.arn(this)));
        }
    }

    /** Denies every sender that was not named before; no role may send to the dead-letter queue. */
    public void refuseOtherSenders() {
        QueueAccess.refuseOthers(queue, senders);
        QueueAccess.refuseOthers(deadLetters, Set.of());
    }

    private Queue.Builder protectedBy(DataKey key, String id) {
        return Queue.Builder.create(this, id)
                .encryption(QueueEncryption.KMS)
                .encryptionMasterKey(key.key())
                .enforceSsl(true);
    }
}
