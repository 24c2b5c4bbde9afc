package dev.ecrauditor.infra.alarm;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.function.AlertFunction;
import dev.ecrauditor.infra.function.JavaFunction;
import dev.ecrauditor.infra.queue.WorkQueue;
import dev.ecrauditor.settings.file.AlertSettings;
import dev.ecrauditor.settings.file.AlertSettings.SlackChannel;
import dev.ecrauditor.settings.file.OwnerSubscription;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.chatbot.LoggingLevel;
import software.amazon.awscdk.services.chatbot.SlackChannelConfiguration;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.StringConditions;
import software.amazon.awscdk.services.sns.SubscriptionFilter;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sns.subscriptions.SqsSubscription;
import software.constructs.Construct;

/** The public contract for alerts: one topic that only the alert function may publish to, and its subscribers. */
public final class AlertTopic extends Construct {

    private final Key key;
    private final Topic topic;

    public AlertTopic(Construct scope, String id, AlertSettings recipients) {
        super(scope, id);
        key = Key.Builder.create(this, "Key")
                .description("ECR Auditor: alerts in transit to subscribers")
                .enableKeyRotation(true)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        topic = Topic.Builder.create(this, "Topic")
                .displayName("ECR Auditor")
                .masterKey(key)
                .enforceSsl(true)
                .build();
        refuseOtherPublishers();
        recipients.emails().forEach(this::subscribe);
        recipients.slack().forEach(this::subscribe);
        recipients.teams().forEach(channel -> new TeamsSubscription(this, channel, topic));
    }

    public Topic topic() {
        return topic;
    }

    public void allowPublishing(JavaFunction function) {
        function.allow("PublishAlerts", List.of("sns:Publish"), List.of(topic.getTopicArn()));
        function.allowKey("UseTheKeyOfAlerts", key.getKeyArn(), List.of("sns"));
    }

    private void refuseOtherPublishers() {
        topic.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("OnlyTheAlertFunctionPublishes")
                .effect(Effect.DENY)
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(Map.of(
                        "ArnNotEquals", Map.of("aws:PrincipalArn", JavaFunction.roleArn(this, AlertFunction.NAME))))
                .build());
    }

    /** E-mail receives only the first part of a digest, which is the overview; further parts are for machines. */
    private void subscribe(String email) {
        topic.addSubscription(EmailSubscription.Builder.create(email)
                .filterPolicy(Map.of("part", SubscriptionFilter.notExistsFilter()))
                .build());
    }

    /**
     * Sends an owner the alerts of some accounts, and every part of a digest that has an alert of one of them. A filter
     * matches a list if it matches one of its values.
     * https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html
     */
    public void subscribe(OwnerSubscription owner) {
        StringConditions.Builder accounts = StringConditions.builder();
        if (!owner.ids().isEmpty()) {
            accounts.allowlist(owner.ids());
        }
        if (!owner.prefixes().isEmpty()) {
            accounts.matchPrefixes(owner.prefixes());
        }
        topic.addSubscription(EmailSubscription.Builder.create(owner.email())
                .filterPolicy(Map.of("accountIds", SubscriptionFilter.stringFilter(accounts.build())))
                .build());
    }

    /**
     * Subscribes a queue like e-mail, to the first part of a digest only. The notification keeps its envelope: SNS
     * discards a raw message with more than ten attributes.
     *
     * @param severities the severities that it receives; empty for all
     */
    public void subscribe(WorkQueue queue, List<String> severities) {
        Map<String, SubscriptionFilter> filter = new TreeMap<>(Map.of("part", SubscriptionFilter.notExistsFilter()));
        if (!severities.isEmpty()) {
            filter.put(
                    "severity",
                    SubscriptionFilter.stringFilter(StringConditions.builder()
                            .allowlist(severities.stream().distinct().toList())
                            .build()));
        }
        topic.addSubscription(SqsSubscription.Builder.create(queue.queue())
                .filterPolicy(filter)
                .build());
    }

    /** Subscribes a queue to every alert and every part of a digest. The notification keeps its envelope. */
    public void subscribeToEverything(WorkQueue queue) {
        topic.addSubscription(SqsSubscription.Builder.create(queue.queue()).build());
    }

    /** The channel only receives notifications; its guardrail denies every command typed there. */
    private void subscribe(SlackChannel channel) {
        SlackChannelConfiguration.Builder.create(this, "Slack" + channel.channel())
                .slackChannelConfigurationName(FixedName.of(this, "ecr-auditor-" + channel.channel()))
                .slackWorkspaceId(channel.workspace())
                .slackChannelId(channel.channel())
                .notificationTopics(List.of(topic))
                .guardrailPolicies(List.of(ManagedPolicy.fromAwsManagedPolicyName("AWSDenyAll")))
                .loggingLevel(LoggingLevel.ERROR)
                .build();
    }
}
