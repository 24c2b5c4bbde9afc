package dev.ecrauditor.infra.queue;

import dev.ecrauditor.infra.DataKey;
import dev.ecrauditor.infra.function.AuditFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.CfnRule;
import software.constructs.Construct;

/** The event source of the auditor: a rule for calls that change a repository's safety, and the queue it sends to. */
public final class EventIntake extends Construct {

    /** A reevaluation waits in the queue for up to the 15 minutes SQS can delay it; a message twice as old is late. */
    public static final Duration OLDEST_CHANGE = Duration.ofMinutes(30);

    static final List<String> WATCHED_CALLS = List.of(
            "CreateRepository",
            "SetRepositoryPolicy",
            "DeleteRepositoryPolicy",
            "PutImageScanningConfiguration",
            "DeleteRepository");

    public static final String RULE_NAME = "ecr-auditor-changes";

    private final WorkQueue changes;

    public EventIntake(Construct scope, String id, DataKey key) {
        super(scope, id);
        changes = WorkQueue.standard(this, "ChangeQueue", key, AuditFunction.TIMEOUT.multipliedBy(6));
        CfnRule rule = CfnRule.Builder.create(this, "Rule")
                .name(RULE_NAME)
                .description("Calls that change the safety of a repository, as CloudTrail records them")
                .eventPattern(pattern())
                .targets(List.of(CfnRule.TargetProperty.builder()
                        .id("ChangeQueue")
                        .arn(changes.queue().getQueueArn())
                        .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder()
                                .arn(changes.deadLetters().getQueueArn())
                                .build())
                        .build()))
                .build();
        changes.allowRule(OwnRule.arn(this, RULE_NAME));
        rule.getNode().addDependency(changes);
    }

    public WorkQueue changes() {
        return changes;
    }

    /**
     * The event's source cannot be forged: EventBridge accepts {@code aws.*} from AWS only. A failed call changes
     * nothing.
     */
    private static Map<String, Object> pattern() {
        return Map.of(
                "source", List.of("aws.ecr"),
                "detail-type", List.of("AWS API Call via CloudTrail", "AWS Service Event via CloudTrail"),
                "detail",
                        Map.of(
                                "eventSource", List.of("ecr.amazonaws.com"),
                                "eventName", WATCHED_CALLS,
                                "errorCode", List.of(Map.of("exists", false))));
    }
}
