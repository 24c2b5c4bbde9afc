package dev.ecrauditor.infra.queue;

import dev.ecrauditor.infra.FixedName;
import java.util.List;
import java.util.Set;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * Forwards the changes of one account and Region to the hub bus, and keeps what EventBridge could not deliver. The
 * queue is encrypted with SQS's own key: a customer managed key would cost a dollar a month in every account and
 * Region, for copies of CloudTrail records.
 */
public final class ForwardingRule extends Construct {

    public static final String NAME = "ecr-auditor-forward";

    public ForwardingRule(Construct scope, String id, String busArn, String roleArn) {
        super(scope, id);
        Queue undelivered = Queue.Builder.create(this, "Undelivered")
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .build();
        QueueAccess.allowRules(undelivered, List.of(OwnRule.onDefaultBus(NAME).arn(this)));
        QueueAccess.refuseOthers(undelivered, Set.of());
        CfnRule rule = CfnRule.Builder.create(this, "Rule")
                .name(FixedName.of(this, NAME))
                .description(ChangePattern.DESCRIPTION)
                .eventPattern(ChangePattern.pattern())
                .targets(List.of(CfnRule.TargetProperty.builder()
                        .id("HubBus")
                        .arn(busArn)
                        .roleArn(roleArn)
                        .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder()
                                .arn(undelivered.getQueueArn())
                                .build())
                        .build()))
                .build();
        rule.getNode().addDependency(undelivered);
    }
}
