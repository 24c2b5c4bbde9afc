package dev.ecrauditor.infra;

import java.util.List;
import software.amazon.awscdk.Stack;

/**
 * What a function is told and may do that judges repositories. Whoever judges has to be told the same: two functions that judge by
 * different settings would undo each other's findings for ever.
 */
final class RuleSettings {

    private RuleSettings() {}

    static void equip(JavaFunction function, FunctionContext workplace, AuditFunction.Queues queues) {
        function.tell("TABLE_NAME", workplace.findings().table().getTableName());
        function.tell("NUDGE_QUEUE_URL", queues.nudges().queue().getQueueUrl());
        function.tell("CHANGE_QUEUE_URL", queues.changes().queue().getQueueUrl());
        function.tell("WATCHED_ACCOUNTS", Stack.of(function).getAccount());
        workplace.layer().ifPresent(layer -> layer.give(function));
        function.tell("REMEDIATION_ROLE_NAME", Remediation.NAME);
        function.tell("POLICY_GRACE", workplace.settings().policyGrace().toString());
        tellTrusted(function, "TRUSTED_ACCOUNTS", workplace.settings().trust().accounts());
        tellTrusted(
                function, "TRUSTED_ORGANIZATIONS", workplace.settings().trust().organizations());
        queues.nudges().allowSending(function);
        queues.changes().allowSending(function);
        RepositoryReads.allow(function);
    }

    private static void tellTrusted(JavaFunction function, String name, List<String> ids) {
        if (!ids.isEmpty()) {
            function.tell(name, String.join(",", ids));
        }
    }
}
