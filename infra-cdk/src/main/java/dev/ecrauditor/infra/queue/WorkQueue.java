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

/** A queue with its dead-letter queue: both under the data key, both closed to plain HTTP and to every sender that is not named. */
public final class WorkQueue extends Construct {

    /** A quarter of an hour's outage must empty nothing into the dead-letter queue. */
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

    /** Lets a role of this fixed name send, which has the permission for it from elsewhere. */
    void acceptFrom(String roleName) {
        senders.add(JavaFunction.roleArn(this, roleName));
    }

    /**
     * Lets one rule fill the queue, and put aside in the dead-letter queue what it could not deliver. EventBridge takes a standard queue for
     * that only; for an ordered one there is {@link UndeliveredEvents}.
     */
    public void allowFilling(String ruleArn) {
        QueueAccess.allowRules(queue, List.of(ruleArn));
        if (!kind.ordered()) {
            QueueAccess.allowRules(deadLetters, List.of(ruleArn));
        }
    }

    /** Closes the queue to every sender that was not named before; into the dead-letter queue no role sends at all. */
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
