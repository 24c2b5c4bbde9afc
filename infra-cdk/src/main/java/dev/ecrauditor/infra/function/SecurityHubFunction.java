package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.alarm.AlertTopic;
import dev.ecrauditor.infra.queue.WorkQueue;
import java.time.Duration;
import software.amazon.awscdk.Aws;
import software.constructs.Construct;

/**
 * Imports findings into Security Hub CSPM: a function with a jar of its own, behind a queue that only the alert topic may
 * send to.
 */
public final class SecurityHubFunction extends Construct {

    public static final String NAME = "ecr-auditor-security-hub";

    /** A message older than this means that findings are not imported. */
    public static final Duration OLDEST_ALERT = Duration.ofHours(1);

    /** A digest can be about more than a hundred accounts and Regions, each of which is a call. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** Lambda's minimum; Security Hub takes ten calls a second for each account and Region. */
    private static final int INSTANCES = 2;

    private final JavaFunction function;
    private final WorkQueue queue;

    public SecurityHubFunction(Construct scope, String id, FunctionContext context, AlertTopic alerts) {
        super(scope, id);
        queue = WorkQueue.standard(this, "SecurityHubQueue", context.key(), TIMEOUT.multipliedBy(6));
        alerts.subscribeToEverything(queue);
        function = new JavaFunction(
                this,
                "Java",
                context,
                new FunctionMetadata(
                        NAME,
                        "Imports findings into Security Hub CSPM",
                        "SecurityHubHandler",
                        TIMEOUT,
                        1024,
                        FunctionMetadata.Code.SECURITY_HUB));
        function.addEnvironment("HUB_ACCOUNT", Aws.ACCOUNT_ID);
        WatchedAccess.allowImporting(function, context.rollout());
        function.consume(queue, INSTANCES);
    }

    public JavaFunction function() {
        return function;
    }

    public WorkQueue queue() {
        return queue;
    }
}
