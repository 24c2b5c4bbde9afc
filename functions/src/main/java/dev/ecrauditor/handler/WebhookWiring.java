package dev.ecrauditor.handler;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.webhook.DynamoDeliveries;
import dev.ecrauditor.aws.webhook.SecretsManagerSecret;
import dev.ecrauditor.aws.webhook.SqsReceiveDelay;
import dev.ecrauditor.webhook.CachedWebhook;
import dev.ecrauditor.webhook.SlackClient;
import dev.ecrauditor.webhook.WebhookNotifier;
import java.time.Clock;

/** Builds the webhook notifier. The secret is read with the first message, so that no snapshot contains it. */
final class WebhookWiring {

    private final Environment environment;
    private final AwsClients clients;
    private final Clock clock = Clock.systemUTC();

    WebhookWiring(Environment environment) {
        this(environment, AwsClients.ofFunction(environment.required("AWS_REGION")));
    }

    WebhookWiring(Environment environment, AwsClients clients) {
        this.environment = environment;
        this.clients = clients;
    }

    WebhookNotifier notifier() {
        SecretsManagerSecret secret =
                new SecretsManagerSecret(clients, environment.required("SLACK_SECRET_ARN"), clock);
        DynamoDeliveries deliveries = new DynamoDeliveries(
                clients, environment.required("TABLE_NAME"), environment.required("DELIVERY_PARTITION"), clock);
        return new WebhookNotifier(new CachedWebhook(secret, clock), new SlackClient(), deliveries);
    }

    SqsReceiveDelay receiveDelay() {
        return new SqsReceiveDelay(clients, environment.required("SLACK_QUEUE_URL"));
    }
}
