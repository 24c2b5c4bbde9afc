package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.queue.WorkQueue;
import dev.ecrauditor.infra.settings.RuleSettings;
import java.time.Duration;
import java.util.List;
import software.constructs.Construct;

/** Judges a changed repository and writes what is to be told; it tells nobody itself, and has no permission to. */
public final class AuditFunction extends Construct {

    static final String NAME = "ecr-auditor-audit";
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** A flood of changes waits in the queue instead of using up the account's concurrency or ECR's quotas. */
    private static final int INSTANCES = 5;

    private final JavaFunction function;

    /**
     * The queues it lives by.
     *
     * @param changes where it is woken, and where it sends itself the delayed second look
     * @param drainRequests where it wakes the alert function
     */
    public record Queues(WorkQueue changes, WorkQueue drainRequests) {}

    public AuditFunction(Construct scope, String id, FunctionContext workplace, Queues queues) {
        super(scope, id);
        function = new JavaFunction(
                this,
                "Java",
                workplace,
                new FunctionMetadata(
                        NAME,
                        "Reads a changed repository, judges it, keeps the verdict",
                        "AuditHandler",
                        TIMEOUT,
                        1024));
        RuleSettings.equip(function, workplace, queues);
        workplace.findings().allow(function, List.of("dynamodb:GetItem", "dynamodb:PutItem"));
        function.consume(queues.changes(), INSTANCES);
    }

    public JavaFunction function() {
        return function;
    }
}
