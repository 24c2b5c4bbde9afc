package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.queue.OwnRule;
import dev.ecrauditor.infra.queue.UndeliveredEvents;
import dev.ecrauditor.infra.queue.WorkQueue;
import dev.ecrauditor.infra.settings.Rollout;
import dev.ecrauditor.infra.settings.RuleSettings;
import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.events.CfnRule;
import software.constructs.Construct;

/**
 * Evaluates all repositories, with its own queue, so that no event waits for a sweep. In an organization a tick requests
 * the sweeps of all accounts and Regions, of which a few run at a time.
 */
public final class SweepFunction extends Construct {

    public static final String NAME = "ecr-auditor-sweep";
    public static final String RULE_NAME = "ecr-auditor-sweep";

    /** All ticks are one message group, so that one sweep runs at a time. */
    static final String MESSAGE_GROUP = "sweep";

    /** A tick older than this means that the sweep does not run. */
    private static final Duration OLDEST_TICK = Duration.ofHours(1);

    /** The same where several accounts are swept: requests of the first round wait for each other. */
    private static final Duration OLDEST_REQUEST = Duration.ofHours(6);

    /** Events have to find capacity of Lambda and of the table. */
    private static final int SWEEPS_AT_ONCE = 5;

    /** Lambda's maximum: longer invocations list the repositories less often. */
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    /** Just above the timeout and not six times it: a tick in flight locks the whole group. */
    private static final Duration VISIBILITY = TIMEOUT.plusSeconds(30);

    private final JavaFunction function;
    private final WorkQueue ticks;

    public SweepFunction(Construct scope, String id, FunctionContext context, AuditFunction.Queues queues) {
        super(scope, id);
        ticks = WorkQueue.firstInFirstOut(this, "SweepQueue", context.key(), VISIBILITY);
        function = new JavaFunction(
                this,
                "Java",
                context,
                new FunctionMetadata(
                        NAME, "Evaluates every repository, with or without an event", "SweepHandler", TIMEOUT, 1024));
        RuleSettings.configure(function, context, queues);
        WatchedAccess.allowListingAccounts(function, context.rollout());
        WatchedAccess.allowReadingGrants(function, context.rollout());
        context.findings().allow(function, List.of("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"));
        context.findings().allowFindingRepositoriesOfAKey(function);
        if (context.rollout().isSingleAccount()) {
            function.consume(ticks);
        } else {
            planSweeps();
        }
        tick(context.undelivered());
    }

    /** When the oldest message means that sweeps do not run. */
    public static Duration oldestMessage(Rollout rollout) {
        return rollout.isSingleAccount() ? OLDEST_TICK : OLDEST_REQUEST;
    }

    public JavaFunction function() {
        return function;
    }

    public WorkQueue ticks() {
        return ticks;
    }

    /** Each account and Region is a message group of the same queue, so that an event never waits for a sweep. */
    private void planSweeps() {
        function.addEnvironment("SWEEP_QUEUE_URL", ticks.queue().getQueueUrl());
        function.addEnvironment("HUB_ACCOUNT", Aws.ACCOUNT_ID);
        ticks.allowSending(function);
        function.consumeOneByOne(ticks, SWEEPS_AT_ONCE);
    }

    /** Each tick continues where the last one stopped; most find nothing due and cost almost nothing. */
    private void tick(UndeliveredEvents undelivered) {
        CfnRule rule = CfnRule.Builder.create(this, "EveryQuarterOfAnHour")
                .name(FixedName.of(this, RULE_NAME))
                .description("Triggers the sweep, which continues or finds that nothing is due")
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
        ticks.allowRule(OwnRule.onDefaultBus(RULE_NAME));
        rule.getNode().addDependency(ticks, undelivered);
    }
}
