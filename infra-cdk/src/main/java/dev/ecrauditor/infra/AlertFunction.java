package dev.ecrauditor.infra;

import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.services.events.CfnRule;
import software.constructs.Construct;

/** The one drainer: publishes what is due, woken by nudges and every minute, never twice at once. */
final class AlertFunction extends Construct {

    static final String NAME = "ecr-auditor-alert";
    static final String RULE_NAME = "ecr-auditor-nudge";

    /** All nudges are one message group, so that the queue hands out one batch at a time. */
    static final String MESSAGE_GROUP = "alerts";

    /** A nudge older than this means that nobody drains. */
    static final Duration OLDEST_NUDGE = Duration.ofMinutes(5);

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** Just above the timeout and not six times it: a nudge in flight locks the whole group. */
    private static final Duration VISIBILITY = TIMEOUT.plusSeconds(5);

    private final JavaFunction function;
    private final WorkQueue nudges;

    AlertFunction(Construct scope, String id, FunctionContext workplace, AlertTopic alerts) {
        super(scope, id);
        nudges = WorkQueue.firstInFirstOut(this, "NudgeQueue", workplace.key(), VISIBILITY);
        function = new JavaFunction(
                this,
                "Java",
                workplace,
                new FunctionCard(NAME, "Publishes the alerts that are due", "AlertHandler", TIMEOUT, 1024));
        function.tell("TABLE_NAME", workplace.findings().table().getTableName());
        function.tell("TOPIC_ARN", alerts.topic().getTopicArn());

        workplace.findings().allow(function, List.of("dynamodb:GetItem", "dynamodb:UpdateItem"));
        workplace.findings().allowFindingWhatIsDue(function);
        alerts.allowPublishing(function);
        function.consume(nudges);
        function.runOneAtATime();
        nudgeEveryMinute(workplace.undelivered());
    }

    JavaFunction function() {
        return function;
    }

    WorkQueue nudges() {
        return nudges;
    }

    /** Only this function may ask for remediation: a request is decided by the transition and lies beside the alert in the outbox. */
    void sendRequestsTo(WorkQueue requests) {
        function.tell("REMEDIATION_QUEUE_URL", requests.queue().getQueueUrl());
        requests.allowSending(function);
        requests.refuseOtherSenders();
    }

    /** Finds what a lost nudge left behind. The event carries its own id and time, so content-based deduplication swallows none. */
    private void nudgeEveryMinute(UndeliveredEvents undelivered) {
        CfnRule rule = CfnRule.Builder.create(this, "EveryMinute")
                .name(RULE_NAME)
                .description("Wakes the alert function, in case a nudge was lost")
                .scheduleExpression("rate(1 minute)")
                .targets(List.of(CfnRule.TargetProperty.builder()
                        .id("NudgeQueue")
                        .arn(nudges.queue().getQueueArn())
                        .sqsParameters(CfnRule.SqsParametersProperty.builder()
                                .messageGroupId(MESSAGE_GROUP)
                                .build())
                        .deadLetterConfig(undelivered.config())
                        .build()))
                .build();
        nudges.allowFilling(OwnRule.arn(this, RULE_NAME));
        rule.getNode().addDependency(nudges, undelivered);
    }
}
