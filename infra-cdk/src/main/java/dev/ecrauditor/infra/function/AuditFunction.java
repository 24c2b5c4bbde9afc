package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.queue.WorkQueue;
import dev.ecrauditor.infra.settings.RuleSettings;
import java.time.Duration;
import java.util.List;
import software.constructs.Construct;

/** Evaluates a changed repository and stores its alerts; it publishes none and has no permission to. */
public final class AuditFunction extends Construct {

    public static final String NAME = "ecr-auditor-audit";
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** A burst of changes waits in the queue instead of using up the account's concurrency or ECR's quotas. */
    private static final int INSTANCES = 5;

    private final JavaFunction function;

    /**
     * The queues of the function.
     *
     * @param changes its event source, to which it also sends its delayed reevaluations
     * @param drainRequests triggers the alert function
     */
    public record Queues(WorkQueue changes, WorkQueue drainRequests) {}

    public AuditFunction(Construct scope, String id, FunctionContext context, Queues queues) {
        super(scope, id);
        function = new JavaFunction(
                this,
                "Java",
                context,
                new FunctionMetadata(
                        NAME,
                        "Reads a changed repository, evaluates it, stores the verdict",
                        "AuditHandler",
                        TIMEOUT,
                        1024));
        RuleSettings.configure(function, context, queues);
        WatchedAccess.allowLookingUpAccounts(function, context.rollout());
        context.findings().allow(function, List.of("dynamodb:GetItem", "dynamodb:PutItem"));
        context.findings().allowFindingRepositoriesOfAKey(function);
        function.consume(queues.changes(), INSTANCES);
    }

    /** A change of a registry starts a sweep: the verdicts of its repositories may differ. */
    public void requestSweepsFrom(SweepFunction sweep) {
        function.addEnvironment(
                "REGISTRY_SWEEP_QUEUE_URL", sweep.ticks().queue().getQueueUrl());
        sweep.ticks().allowSending(function);
    }

    public JavaFunction function() {
        return function;
    }
}
