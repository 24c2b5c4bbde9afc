package dev.ecrauditor.infra.queue;

import dev.ecrauditor.infra.FixedName;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.CfnRule;
import software.constructs.Construct;

/**
 * Sends the event of a tag on the canary repository to the change queue: proof that the trail, EventBridge, the queue
 * and the audit function work.
 */
public final class CanaryRule extends Construct {

    private static final String NAME = "ecr-auditor-canary";

    CanaryRule(Construct scope, String id, WorkQueue changes, String repository) {
        super(scope, id);
        CfnRule rule = CfnRule.Builder.create(this, "Rule")
                .name(FixedName.of(this, NAME))
                .description("The tag that the auditor writes on its canary repository")
                .eventPattern(Map.of(
                        "source", List.of("aws.ecr"),
                        "detail-type", List.of("AWS API Call via CloudTrail"),
                        "detail",
                                Map.of(
                                        "eventSource", List.of("ecr.amazonaws.com"),
                                        "eventName", List.of("TagResource"),
                                        "requestParameters", Map.of("resourceArn", List.of(arn(this, repository))),
                                        "errorCode", List.of(Map.of("exists", false)))))
                .targets(List.of(CfnRule.TargetProperty.builder()
                        .id("ChangeQueue")
                        .arn(changes.queue().getQueueArn())
                        .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder()
                                .arn(changes.deadLetters().getQueueArn())
                                .build())
                        .build()))
                .build();
        changes.allowRule(rule());
        rule.getNode().addDependency(changes);
    }

    OwnRule rule() {
        return OwnRule.onDefaultBus(NAME);
    }

    /** The ARN of the canary repository, in the account and Region of the deployment. */
    public static String arn(Construct scope, String repository) {
        return Stack.of(scope)
                .formatArn(ArnComponents.builder()
                        .service("ecr")
                        .resource("repository")
                        .resourceName(repository)
                        .build());
    }
}
