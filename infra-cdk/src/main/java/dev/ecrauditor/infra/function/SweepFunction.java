package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.queue.OwnRule;
import dev.ecrauditor.infra.queue.UndeliveredEvents;
import dev.ecrauditor.infra.queue.WorkQueue;
import dev.ecrauditor.infra.settings.RuleSettings;
import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.services.events.CfnRule;
import software.constructs.Construct;

/** Looks at every repository in its turn, on a queue of its own, so that no event ever waits behind a sweep. */
public final class SweepFunction extends Construct {

    static final String NAME = "ecr-auditor-sweep";
    public static final String RULE_NAME = "ecr-auditor-sweep";

    /** All ticks are one message group, so that one sweep is under way at a time. */
    static final String MESSAGE_GROUP = "sweep";

    /** A tick older than this means that nobody sweeps. */
    public static final Duration OLDEST_TICK = Duration.ofHours(1);

    /** The longest Lambda allows: the more is done in one go, the less often the repositories are listed. */
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    /** Just above the timeout and not six times it: a tick in flight locks the whole group. */
    private static final Duration VISIBILITY = TIMEOUT.plusSeconds(30);

    private final JavaFunction function;
    private final WorkQueue ticks;

    public SweepFunction(Construct scope, String id, FunctionContext workplace, AuditFunction.Queues queues) {
        super(scope, id);
        ticks = WorkQueue.firstInFirstOut(this, "SweepQueue", workplace.key(), VISIBILITY);
        function = new JavaFunction(
                this,
                "Java",
                workplace,
                new FunctionMetadata(
                        NAME,
                        "Looks at every repository, whether or not an event told",
                        "SweepHandler",
                        TIMEOUT,
                        1024));
        RuleSettings.equip(function, workplace, queues);
        function.addEnvironment("SWEEP_EVERY", workplace.settings().sweepEvery().toString());
        workplace.findings().allow(function, List.of("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"));
        function.consume(ticks);
        tick(workplace.undelivered());
    }

    public JavaFunction function() {
        return function;
    }

    public WorkQueue ticks() {
        return ticks;
    }

    /** Each tick goes on where the last one stopped; most find that nothing is due and cost next to nothing. */
    private void tick(UndeliveredEvents undelivered) {
        CfnRule rule = CfnRule.Builder.create(this, "EveryQuarterOfAnHour")
                .name(RULE_NAME)
                .description("Wakes the sweep, which goes on where it was or finds that nothing is due")
                .scheduleExpression("rate(15 minutes)")
                .targets(List.of(CfnRule.TargetProperty.builder()
                        .id("SweepQueue")
                        .arn(ticks.queue().getQueueArn())
                        .sqsParameters(CfnRule.SqsParametersProperty.builder()
                                .messageGroupId(MESSAGE_GROUP)
                                .build())
                        .deadLetterConfig(undelivered.config())
                        .build()))
                .build();
        ticks.allowFilling(OwnRule.arn(this, RULE_NAME));
        rule.getNode().addDependency(ticks, undelivered);
    }
}
