package dev.ecrauditor.infra.settings;

import dev.ecrauditor.infra.function.AuditFunction;
import dev.ecrauditor.infra.function.FunctionContext;
import dev.ecrauditor.infra.function.JavaFunction;
import dev.ecrauditor.infra.function.WatchedAccess;

/**
 * The environment and permissions of a function that evaluates repositories. All of these functions need the same: two
 * that evaluate by different settings would undo each other's findings for ever.
 */
public final class RuleSettings {

    private RuleSettings() {}

    public static void configure(JavaFunction function, FunctionContext context, AuditFunction.Queues queues) {
        function.addEnvironment("TABLE_NAME", context.findings().table().getTableName());
        function.addEnvironment(
                "DRAIN_QUEUE_URL", queues.drainRequests().queue().getQueueUrl());
        function.addEnvironment("CHANGE_QUEUE_URL", queues.changes().queue().getQueueUrl());
        context.stored().addTo(function);
        context.stored().store().allowReadingBaselines(function);
        queues.drainRequests().allowSending(function);
        queues.changes().allowSending(function);
        WatchedAccess.allowReading(function, context.rollout());
        if (context.settings().auditor().trust().ownOrganization()) {
            WatchedAccess.allowReadingOwnOrganization(function, context.rollout());
        }
    }
}
