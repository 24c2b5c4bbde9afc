package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.alarm.AlertTopic;
import dev.ecrauditor.infra.queue.WorkQueue;
import dev.ecrauditor.settings.file.AlertSettings.SlackWebhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import software.constructs.Construct;

/**
 * Sends alerts to one incoming webhook of Slack: a function that reads one secret, behind a queue that only the alert
 * topic may send to. Each webhook has its own, so that no role can read two secrets.
 */
public final class SlackWebhookFunction extends Construct {

    public static final String NAME_PREFIX = "ecr-auditor-slack-";

    /** A message older than this means that Slack takes no alerts. */
    public static final Duration OLDEST_ALERT = Duration.ofHours(1);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Lambda's minimum; Slack takes about one message a second. */
    private static final int INSTANCES = 2;

    private final JavaFunction function;
    private final WorkQueue queue;

    public SlackWebhookFunction(Construct scope, SlackWebhook webhook, FunctionContext context, AlertTopic alerts) {
        super(scope, "SlackWebhook" + shortId(webhook));
        String id = shortId(webhook);
        queue = WorkQueue.standard(this, "SlackQueue" + id, context.key(), TIMEOUT.multipliedBy(6));
        alerts.subscribe(queue, webhook.severities());
        function = new JavaFunction(
                this,
                "Java",
                context,
                new FunctionMetadata(
                        NAME_PREFIX + id, "Sends alerts to a webhook of Slack", "WebhookHandler", TIMEOUT, 1024));
        String sent = "webhook#" + id;
        function.addEnvironment("SLACK_SECRET_ARN", webhook.secret());
        function.addEnvironment("SLACK_QUEUE_URL", queue.queue().getQueueUrl());
        function.addEnvironment("TABLE_NAME", context.findings().table().getTableName());
        function.addEnvironment("DELIVERY_PARTITION", sent);

        context.findings().allowPuttingBelow(function, sent);
        function.allow("ReadTheUrl", List.of("secretsmanager:GetSecretValue"), List.of(webhook.secret()));
        webhook.key().ifPresent(key -> function.allowDecrypting("DecryptTheUrl", key, "secretsmanager"));
        function.consumeOneByOne(queue, INSTANCES);
    }

    public JavaFunction function() {
        return function;
    }

    public WorkQueue queue() {
        return queue;
    }

    /** Another order of the entries in the settings changes no resource. */
    private static String shortId(SlackWebhook webhook) {
        return UUID.nameUUIDFromBytes(webhook.secret().getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }
}
