package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.queue.WorkQueue;
import java.time.Duration;
import java.util.List;
import software.constructs.Construct;

/** Switches scanning on where it is off: its own function, role and queue, and the only write to ECR. */
public final class Remediation extends Construct {

    /** Name of function and role; the audit function recognizes the auditor's own calls by it. */
    public static final String NAME = "ecr-auditor-remediation";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Lambda's minimum; remediation is not urgent. */
    private static final int INSTANCES = 2;

    private final JavaFunction function;
    private final WorkQueue requests;

    public Remediation(Construct scope, String id, FunctionContext context, WorkQueue drainRequests) {
        super(scope, id);
        requests = WorkQueue.standard(this, "RemediationQueue", context.key(), TIMEOUT.multipliedBy(6));
        function = new JavaFunction(
                this,
                "Java",
                context,
                new FunctionMetadata(
                        NAME, "Switches scanning on push on where it is off", "RemediationHandler", TIMEOUT, 1024));
        function.addEnvironment("TABLE_NAME", context.findings().table().getTableName());
        function.addEnvironment("DRAIN_QUEUE_URL", drainRequests.queue().getQueueUrl());
        context.stored().addTo(function);

        context.findings().allow(function, List.of("dynamodb:GetItem", "dynamodb:PutItem"));
        drainRequests.allowSending(function);
        WatchedAccess.allowRemediating(function, context);
        WatchedAccess.allowLookingUpAccounts(function, context.rollout());
        function.consume(requests, INSTANCES);
    }

    public JavaFunction function() {
        return function;
    }

    public WorkQueue requests() {
        return requests;
    }
}
