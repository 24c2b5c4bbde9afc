package dev.ecrauditor.infra.queue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.IQueue;

/** The statements of a queue's policy: they allow named rules to send and deny all others. See ADR 0023. */
final class QueueAccess {

    private QueueAccess() {}

    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sqs-permissions */
    static void allowRules(IQueue queue, Collection<String> ruleArns) {
        queue.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("OurRuleSends")
                .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .conditions(Map.of("ArnEquals", Map.of("aws:SourceArn", List.copyOf(ruleArns))))
                .build());
    }

    /**
     * Denies every principal of an account except these roles, whatever its own policies allow. An AWS service that
     * acts for itself is left to the Allow statements: it has no {@code aws:PrincipalArn}, and is denied unless a
     * statement names it and its source.
     */
    static void refuseOthers(IQueue queue, Collection<String> roleArns) {
        Map<String, Object> conditions = new TreeMap<>();
        conditions.put("BoolIfExists", Map.of("aws:PrincipalIsAWSService", "false"));
        if (!roleArns.isEmpty()) {
            conditions.put("ArnNotEquals", Map.of("aws:PrincipalArn", List.copyOf(roleArns)));
        }
        queue.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("NobodyElseSends")
                .effect(Effect.DENY)
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .conditions(conditions)
                .build());
    }
}
