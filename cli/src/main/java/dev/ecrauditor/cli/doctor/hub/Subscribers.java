package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.TopicReads.Subscriber;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.settings.file.AlertSettings;
import dev.ecrauditor.settings.file.OwnerSubscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether those who must receive messages are subscribed to a topic, and have confirmed it. */
public final class Subscribers implements Check {

    private final Deployment deployment;
    private final Audience audience;

    /**
     * Those who receive the messages of one topic.
     *
     * @param topic the output of the stack that is the topic's ARN
     * @param receive what they receive, as in "nobody receives alerts"
     * @param emails from the settings, each with the filter of its subscription as an option of the AWS CLI, which may
     *     be empty
     * @param chat whether the settings have a chat channel
     * @param key of the settings
     */
    private record Audience(String topic, String receive, Map<String, String> emails, boolean chat, String key) {}

    private Subscribers(Deployment deployment, Audience audience) {
        this.deployment = deployment;
        this.audience = audience;
    }

    /** The subscribers of the alert topic. */
    public static Subscribers ofAlerts(Deployment deployment) {
        AlertSettings alerts = deployment.settings().settings().alerts();
        Map<String, String> emails = new LinkedHashMap<>();
        alerts.emails().forEach(email -> emails.put(email, filter("{\"part\":[{\"exists\":false}]}")));
        deployment
                .settings()
                .settings()
                .ownerSubscriptions()
                .forEach(owner -> emails.put(owner.email(), filter(accounts(owner))));
        boolean chat = !alerts.slack().isEmpty() || !alerts.teams().isEmpty();
        return new Subscribers(
                deployment,
                new Audience("AlertTopicArn", "alerts", emails, chat, "alerts: {emails: [security@example.org]}"));
    }

    private static String accounts(OwnerSubscription owner) {
        Stream<String> ids = owner.ids().stream().map("\"%s\""::formatted);
        Stream<String> prefixes = owner.prefixes().stream().map("{\"prefix\":\"%s\"}"::formatted);
        return Stream.concat(ids, prefixes).collect(Collectors.joining(",", "{\"accountIds\":[", "]}"));
    }

    private static String filter(String policy) {
        return " --attributes '{\"FilterPolicy\":\"" + policy.replace("\"", "\\\"") + "\"}'";
    }

    /** The subscribers of the operations topic. */
    public static Subscribers ofOperations(Deployment deployment) {
        return new Subscribers(
                deployment,
                new Audience(
                        "OperationsTopicArn",
                        "alarms",
                        deployment.settings().settings().operations().emails().stream()
                                .collect(Collectors.toMap(email -> email, email -> "")),
                        false,
                        "operations: {emails: [operations@example.org]}"));
    }

    @Override
    public String name() {
        return audience.topic().equals("AlertTopicArn") ? "alert-subscribers" : "operations-subscribers";
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
        String topic = deployment.output(audience.topic());
        List<Subscriber> subscribed = deployment.topics().subscribers(topic);
        List<CheckResult> failures = new ArrayList<>();
        audience.emails()
                .keySet()
                .forEach(email -> missing(email, topic, subscribed).ifPresent(failures::add));
        if (audience.chat() && subscribed.stream().noneMatch(each -> each.isChat() && each.confirmed())) {
            failures.add(CheckResult.fail(
                    "the chat channels of the settings are not subscribed to " + audience.receive(),
                    deployment.commands().revertHub()));
        }
        long confirmed = subscribed.stream()
                .filter(each -> each.confirmed() && !importsFindings(each))
                .count();
        if (failures.isEmpty() && confirmed == 0) {
            failures.add(CheckResult.fail(
                    "nobody receives " + audience.receive() + ": the topic has no confirmed subscriber",
                    Fix.in("{account}", "# write into the settings file, then deploy again:", audience.key())));
        }
        return failures.isEmpty()
                ? List.of(CheckResult.pass(confirmed
                        + (confirmed == 1 ? " subscriber receives " : " subscribers receive ")
                        + audience.receive()))
                : failures;
    }

    /** Whether it is the queue of the Security Hub function, by which no person receives an alert. */
    private boolean importsFindings(Subscriber subscriber) {
        String function = deployment.names().securityHubFunction();
        return subscriber.protocol().equals("sqs")
                && deployment.importsFindings()
                && deployment.functions().function(function).isPresent()
                && new FunctionStates(deployment)
                        .mapping(function, Optional.of(subscriber.endpoint()))
                        .isPresent();
    }

    private Optional<CheckResult> missing(String email, String topic, List<Subscriber> subscribed) {
        Optional<Subscriber> found = subscribed.stream()
                .filter(each ->
                        each.protocol().equals("email") && each.endpoint().equalsIgnoreCase(email))
                .findFirst();
        if (found.filter(Subscriber::confirmed).isPresent()) {
            return Optional.empty();
        }
        String problem = found.isPresent()
                ? email + " has not confirmed the subscription to " + audience.receive()
                : email + " is not subscribed to " + audience.receive()
                        + ": the subscription was cancelled, or not confirmed in time";
        return Optional.of(
                CheckResult.fail(
                        problem,
                        Fix.in(
                                "{account}",
                                "aws sns subscribe --region {region} --topic-arn " + topic
                                        + " --protocol email --notification-endpoint " + email
                                        + audience.emails().get(email)
                                        + "    # sends the message again",
                                "aws sns confirm-subscription --region {region} --topic-arn " + topic
                                        + " --token TOKEN --authenticate-on-unsubscribe true    # TOKEN is in the link of that message")));
    }
}
