package dev.ecrauditor.infra.settings;

import dev.ecrauditor.infra.function.AuditFunction;
import dev.ecrauditor.infra.function.FunctionContext;
import dev.ecrauditor.infra.function.JavaFunction;
import dev.ecrauditor.infra.function.WatchedAccess;
import java.util.List;

/**
 * The environment and permissions of a function that evaluates repositories. All of these functions need the same: two
 * that evaluate by different settings would undo each other's findings for ever.
 */
public final class RuleSettings {

    private RuleSettings() {}

    public static void equip(JavaFunction function, FunctionContext context, AuditFunction.Queues queues) {
        function.addEnvironment("TABLE_NAME", context.findings().table().getTableName());
        function.addEnvironment(
                "DRAIN_QUEUE_URL", queues.drainRequests().queue().getQueueUrl());
        function.addEnvironment("CHANGE_QUEUE_URL", queues.changes().queue().getQueueUrl());
        context.layer().ifPresent(layer -> layer.addTo(function));
        function.addEnvironment(
                "POLICY_GRACE", context.settings().policyGracePeriod().toString());
        addTrusted(function, "TRUSTED_ACCOUNTS", context.settings().trust().accounts());
        addTrusted(function, "TRUSTED_ORGANIZATIONS", context.settings().trust().organizations());
        queues.drainRequests().allowSending(function);
        queues.changes().allowSending(function);
        WatchedAccess.allowReading(function, context.rollout());
    }

    private static void addTrusted(JavaFunction function, String name, List<String> ids) {
        if (!ids.isEmpty()) {
            function.addEnvironment(name, String.join(",", ids));
        }
    }
}
