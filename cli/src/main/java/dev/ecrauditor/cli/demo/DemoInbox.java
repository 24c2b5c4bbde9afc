package dev.ecrauditor.cli.demo;

import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.sns.Delivery;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;

/** A topic of the simulated endpoint with an e-mail and a chat subscription, and what they receive. */
public final class DemoInbox {

    private static final String MAIL = "security@example.com";
    private static final String CHAT = "https://chat.example.com/ecr-alerts";

    private final LocalAws aws;
    private final PrintWriter out;
    private int shown;

    DemoInbox(LocalAws aws, PrintWriter out) {
        this.aws = aws;
        this.out = out;
    }

    /** Creates the topic with its two subscriptions and returns its ARN. */
    public static String topic(URI endpoint, String accountId, String region) {
        try (SnsClient sns = SnsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accountId, "not-a-secret")))
                .build()) {
            String topic = sns.createTopic(
                            CreateTopicRequest.builder().name("ecr-alerts").build())
                    .topicArn();
            sns.subscribe(SubscribeRequest.builder()
                    .topicArn(topic)
                    .protocol("email")
                    .endpoint(MAIL)
                    .build());
            sns.subscribe(SubscribeRequest.builder()
                    .topicArn(topic)
                    .protocol("https")
                    .endpoint(CHAT)
                    .build());
            return topic;
        }
    }

    /** Prints what has arrived since the last call. */
    void show() {
        List<Delivery> deliveries = aws.deliveries();
        for (Delivery delivery : deliveries.subList(shown, deliveries.size())) {
            if (delivery.protocol().equals("email")) {
                mail(delivery);
            } else {
                chat(delivery);
            }
        }
        shown = deliveries.size();
    }

    private void mail(Delivery delivery) {
        out.println();
        out.println("  E-mail to " + delivery.endpoint());
        out.println("  " + Colours.ofAlert(delivery.attributes(), delivery.subject()));
        delivery.message().lines().forEach(line -> out.println("  | " + line));
    }

    private void chat(Delivery delivery) {
        Json content = json(delivery.message()).at("content");
        out.println();
        out.println("  Chat");
        out.println("  | "
                + Colours.ofAlert(delivery.attributes(), content.text("title").orElse("")));
        content.text("description").orElse("").lines().forEach(line -> out.println("  | " + line));
        content.items("nextSteps")
                .forEach(step -> out.println("  | -> " + step.text().orElse("")));
    }

    private static Json json(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson ourOwn) {
            throw new IllegalStateException(ourOwn);
        }
    }
}
