package dev.ecrauditor.infra.alarm;

import dev.ecrauditor.infra.DataKey;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** The topic for CloudWatch alarms about the auditor itself; separate from alerts, which all have one schema. */
public final class OperationsTopic extends Construct {

    private final Topic topic;

    public OperationsTopic(Construct scope, String id, DataKey key, List<String> emails) {
        super(scope, id);
        topic = Topic.Builder.create(this, "Topic")
                .displayName("ECR Auditor operations")
                .masterKey(key.key())
                .enforceSsl(true)
                .build();
        allowAlarms();
        emails.forEach(email -> topic.addSubscription(new EmailSubscription(email)));
    }

    public Topic topic() {
        return topic;
    }

    /**
     * Allows EventBridge to publish events. It is not restricted to one rule: EventBridge supports no condition in a
     * topic's policy.
     * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
     */
    void allowRules() {
        topic.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("EventBridgePublishes")
                .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .build());
    }

    /** A topic with its own policy accepts alarms only when the policy allows it. */
    private void allowAlarms() {
        String ourAlarms = Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service("cloudwatch")
                        .resource("alarm")
                        .resourceName(Observability.ALARM_PREFIX + "*")
                        .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                        .build());
        topic.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("OurAlarmsPublish")
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(Map.of(
                        "ArnLike", Map.of("aws:SourceArn", ourAlarms),
                        "StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
                .build());
    }
}
