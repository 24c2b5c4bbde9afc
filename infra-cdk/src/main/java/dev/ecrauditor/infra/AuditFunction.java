package dev.ecrauditor.infra;

import java.time.Duration;
import java.util.List;
import software.constructs.Construct;

/** Judges a changed repository and writes what is to be told; it tells nobody itself, and has no permission to. */
final class AuditFunction extends Construct {

    static final String NAME = "ecr-auditor-audit";
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** A flood of changes waits in the queue instead of using up the account's concurrency or ECR's quotas. */
    private static final int INSTANCES = 5;

    private final JavaFunction function;

    /**
     * The queues it lives by.
     *
     * @param changes where it is woken, and where it sends itself the delayed second look
     * @param nudges where it wakes the alert function
     */
    record Queues(WorkQueue changes, WorkQueue nudges) {}

    AuditFunction(Construct scope, String id, FunctionContext workplace, Queues queues) {
        super(scope, id);
        function = new JavaFunction(
                this,
                "Java",
                workplace,
                new FunctionCard(
                        NAME,
                        "Reads a changed repository, judges it, keeps the verdict",
                        "AuditHandler",
                        TIMEOUT,
                        1024));
        RuleSettings.equip(function, workplace, queues);
        workplace.findings().allow(function, List.of("dynamodb:GetItem", "dynamodb:PutItem"));
        function.consume(queues.changes(), INSTANCES);
    }

    JavaFunction function() {
        return function;
    }
}
