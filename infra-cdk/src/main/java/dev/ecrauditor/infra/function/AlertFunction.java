package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.alarm.AlertTopic;
import dev.ecrauditor.infra.queue.OwnRule;
import dev.ecrauditor.infra.queue.UndeliveredEvents;
import dev.ecrauditor.infra.queue.WorkQueue;
import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.services.events.CfnRule;
import software.constructs.Construct;

/**
 * The only publisher: publishes alerts that are due, triggered by drain requests and every minute, never concurrently.
 */
public final class AlertFunction extends Construct {

    public static final String NAME = "ecr-auditor-alert";
    public static final String RULE_NAME = "ecr-auditor-drain";

    /** All drain requests are one message group, so that the queue hands out one batch at a time. */
    static final String MESSAGE_GROUP = "alerts";

    /** A drain request older than this means that outboxes are not drained. */
    public static final Duration OLDEST_DRAIN_REQUEST = Duration.ofMinutes(5);

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** Just above the timeout and not six times it: a drain request in flight locks the whole group. */
    private static final Duration VISIBILITY = TIMEOUT.plusSeconds(5);

    private final JavaFunction function;
    private final WorkQueue drainRequests;

    public AlertFunction(Construct scope, String id, FunctionContext context, AlertTopic alerts) {
        super(scope, id);
        drainRequests = WorkQueue.firstInFirstOut(this, "DrainQueue", context.key(), VISIBILITY);
        function = new JavaFunction(
                this,
                "Java",
                context,
                new FunctionMetadata(NAME, "Publishes the alerts that are due", "AlertHandler", TIMEOUT, 1024));
        function.addEnvironment("TABLE_NAME", context.findings().table().getTableName());
        function.addEnvironment("TOPIC_ARN", alerts.topic().getTopicArn());
        // Alerts name the owners of accounts, which only a deployment changes.
        context.stored().layer().addTo(function);

        WatchedAccess.allowNamingAccounts(function, context.rollout());
        context.findings().allow(function, List.of("dynamodb:GetItem", "dynamodb:UpdateItem"));
        context.findings().allowFindingWhatIsDue(function);
        alerts.allowPublishing(function);
        function.consume(drainRequests);
        function.runOneAtATime();
        drainEveryMinute(context.undelivered());
    }

    public JavaFunction function() {
        return function;
    }

    public WorkQueue drainRequests() {
        return drainRequests;
    }

    /**
     * Only this function may request remediation: the transition decides a request and stores it beside the alert in
     * the outbox.
     */
    public void sendRequestsTo(WorkQueue requests) {
        function.addEnvironment("REMEDIATION_QUEUE_URL", requests.queue().getQueueUrl());
        requests.allowSending(function);
        requests.refuseOtherSenders();
    }

    /**
     * Drains after a lost drain request. Each event has its own id and time, so content-based deduplication drops none.
     */
    private void drainEveryMinute(UndeliveredEvents undelivered) {
        CfnRule rule = CfnRule.Builder.create(this, "EveryMinute")
                .name(FixedName.of(this, RULE_NAME))
                .description("Triggers the alert function, in case a drain request was lost")
                .scheduleExpression("rate(1 minute)")
                .targets(List.of(CfnRule.TargetProperty.builder()
                        .id("DrainQueue")
                        .arn(drainRequests.queue().getQueueArn())
                        .sqsParameters(CfnRule.SqsParametersProperty.builder()
                                .messageGroupId(MESSAGE_GROUP)
                                .build())
                        .deadLetterConfig(undelivered.config())
                        .build()))
                .build();
        drainRequests.allowRule(OwnRule.onDefaultBus(RULE_NAME));
        rule.getNode().addDependency(drainRequests, undelivered);
    }
}
