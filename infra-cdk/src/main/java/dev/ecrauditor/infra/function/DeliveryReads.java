package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.alarm.AlertTopic;
import dev.ecrauditor.infra.member.CoverageReads;
import dev.ecrauditor.infra.member.MemberRoles;
import dev.ecrauditor.infra.queue.CanaryRule;
import dev.ecrauditor.infra.queue.EventIntake;
import dev.ecrauditor.infra.queue.ForwardingRule;
import dev.ecrauditor.infra.queue.OwnRule;
import dev.ecrauditor.infra.settings.Rollout;
import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;

/**
 * What the sweep function is told and may read about the delivery of events and alerts: the subscribers of the alert
 * topic, and the rule and trails of a single account, or the bus of the hub and the rule on it.
 */
public final class DeliveryReads {

    private DeliveryReads() {}

    /** For the function that sweeps. */
    public static void configure(JavaFunction function, Rollout rollout, EventIntake intake, AlertTopic alerts) {
        String topic = alerts.topic().getTopicArn();
        function.addEnvironment("TOPIC_ARN", topic);
        function.allow("ListSubscribers", List.of("sns:ListSubscriptionsByTopic"), List.of(topic));
        rollout.watch()
                .canary()
                .ifPresent(repository -> function.allow(
                        "TagTheCanary", List.of("ecr:TagResource"), List.of(CanaryRule.arn(function, repository))));
        String rule = FixedName.of(function, intake.rule().name());
        String queue = intake.changes().queue().getQueueArn();
        if (rollout.isSingleAccount()) {
            function.addEnvironment("FORWARDING_RULE_NAME", rule);
            function.addEnvironment("FORWARDING_TARGET_ARN", queue);
            CoverageReads.statements(intake.rule().arn(function)).forEach(function::allow);
            return;
        }
        String bus = FixedName.of(function, intake.rule().bus().orElseThrow());
        function.addEnvironment("FORWARDING_RULE_NAME", FixedName.of(function, ForwardingRule.NAME));
        function.addEnvironment("FORWARDING_TARGET_ARN", busArn(function, bus));
        function.addEnvironment("FORWARDING_ROLE_NAME", FixedName.of(function, MemberRoles.FORWARD));
        function.addEnvironment("HUB_BUS_NAME", bus);
        function.addEnvironment("INTAKE_RULE_NAME", rule);
        function.addEnvironment("CHANGE_QUEUE_ARN", queue);
        allowReadingIntake(function, intake.rule(), bus);
    }

    /** For the function that sees the tag of the canary arrive: where the repository is. */
    public static void nameHub(JavaFunction function, Rollout rollout) {
        if (rollout.watch().canary().isPresent() && !rollout.isSingleAccount()) {
            function.addEnvironment("HUB_ACCOUNT", Aws.ACCOUNT_ID);
        }
    }

    private static void allowReadingIntake(JavaFunction function, OwnRule rule, String bus) {
        function.allow("ReadTheBus", List.of("events:DescribeEventBus"), List.of(busArn(function, bus)));
        function.allow(
                "ReadTheRuleOfTheBus",
                List.of("events:DescribeRule", "events:ListTargetsByRule"),
                List.of(rule.arn(function)));
    }

    private static String busArn(JavaFunction function, String bus) {
        return Stack.of(function)
                .formatArn(ArnComponents.builder()
                        .service("events")
                        .resource("event-bus")
                        .resourceName(bus)
                        .build());
    }
}
