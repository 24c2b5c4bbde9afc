package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.TopicReads.Subscriber;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import dev.ecrauditor.settings.file.AlertSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether those who must receive messages are subscribed to a topic, and have confirmed it. */
public final class Subscribers implements Check {

    private final Deployment deployment;
    private final Audience audience;

    /**
     * Those who receive the messages of one topic.
     *
     * @param topic the output of the stack that is the topic's ARN
     * @param receive what they receive, as in "nobody receives alerts"
     * @param emails from the settings
     * @param chat whether the settings have a chat channel
     * @param key of the settings
     * @param filter of a subscription by e-mail, as an option of the AWS CLI; empty for none
     */
    private record Audience(
            String topic, String receive, List<String> emails, boolean chat, String key, String filter) {}

    private Subscribers(Deployment deployment, Audience audience) {
        this.deployment = deployment;
        this.audience = audience;
    }

    /** The subscribers of the alert topic. */
    public static Subscribers ofAlerts(Deployment deployment) {
        AlertSettings alerts = deployment.settings().settings().alerts();
        boolean chat = !alerts.slack().isEmpty() || !alerts.teams().isEmpty();
        return new Subscribers(
                deployment,
                new Audience(
                        "AlertTopicArn",
                        "alerts",
                        alerts.emails(),
                        chat,
                        "alerts: {emails: [security@example.org]}",
                        " --attributes '{\"FilterPolicy\":\"{\\\"part\\\":[{\\\"exists\\\":false}]}\"}'"));
    }

    /** The subscribers of the operations topic. */
    public static Subscribers ofOperations(Deployment deployment) {
        return new Subscribers(
                deployment,
                new Audience(
                        "OperationsTopicArn",
                        "alarms",
                        deployment.settings().settings().operations().emails(),
                        false,
                        "operations: {emails: [operations@example.org]}",
                        ""));
    }

    @Override
    public String name() {
        return audience.topic().equals("AlertTopicArn") ? "alert-subscribers" : "operations-subscribers";
    }

    @Override
    public List<CheckResult> at(Place place) {
        String topic = deployment.output(audience.topic());
        List<Subscriber> subscribed = deployment.topics().subscribers(topic);
        List<CheckResult> failures = new ArrayList<>();
        audience.emails().forEach(email -> missing(email, topic, subscribed).ifPresent(failures::add));
        if (audience.chat() && subscribed.stream().noneMatch(each -> each.isChat() && each.confirmed())) {
            failures.add(CheckResult.fail(
                    "the chat channels of the settings are not subscribed to " + audience.receive(),
                    deployment.commands().revertHub()));
        }
        long confirmed = subscribed.stream().filter(Subscriber::confirmed).count();
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
        return Optional.of(CheckResult.fail(
                problem,
                Fix.in(
                        "{account}",
                        "aws sns subscribe --region {region} --topic-arn " + topic
                                + " --protocol email --notification-endpoint " + email + audience.filter()
                                + "    # sends the message with the token",
                        "aws sns confirm-subscription --region {region} --topic-arn " + topic
                                + " --token TOKEN --authenticate-on-unsubscribe true")));
    }
}
