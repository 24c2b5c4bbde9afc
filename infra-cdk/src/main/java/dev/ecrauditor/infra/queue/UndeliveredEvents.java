package dev.ecrauditor.infra.queue;

import dev.ecrauditor.infra.DataKey;
import java.util.List;
import java.util.Set;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * The dead-letter queue of rules whose target is not a standard queue. EventBridge requires a standard queue for this,
 * and a queue that is the dead-letter queue of no other queue cannot be redriven: its messages are read and deleted.
 */
public final class UndeliveredEvents extends Construct {

    private final Queue queue;

    public UndeliveredEvents(Construct scope, String id, DataKey key, List<OwnRule> rules) {
        super(scope, id);
        queue = Queue.Builder.create(this, "Queue")
                .encryption(QueueEncryption.KMS)
                .encryptionMasterKey(key.key())
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .build();
        QueueAccess.allowRules(queue, rules.stream().map(rule -> rule.arn(this)).toList());
        QueueAccess.refuseOthers(queue, Set.of());
    }

    public Queue queue() {
        return queue;
    }

    public CfnRule.DeadLetterConfigProperty config() {
        return CfnRule.DeadLetterConfigProperty.builder()
                .arn(queue.getQueueArn())
                .build();
    }
}
