package dev.ecrauditor.delivery;

import dev.ecrauditor.delivery.SubscriberReader.Subscribers;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that the alert topic has confirmed subscribers, and none that has not confirmed yet. */
public final class SubscriberCheck {

    private final String topicArn;

    /**
     * @param topicArn of the alert topic
     */
    public SubscriberCheck(String topicArn) {
        this.topicArn = topicArn;
    }

    /** The result; pending subscribers beside confirmed ones are less severe. */
    public CheckResult check(AccountRegion hub, Reading<Subscribers> subscribers) {
        if (subscribers instanceof Reading.Unreadable<Subscribers> denied) {
            return CheckResult.unknown(DeliveryCheck.SUBSCRIBERS, hub, denied);
        }
        Subscribers known =
                subscribers instanceof Reading.Known<Subscribers> read ? read.value() : new Subscribers(0, 0);
        if (known.confirmed() > 0 && known.pending() == 0) {
            return CheckResult.good(DeliveryCheck.SUBSCRIBERS);
        }
        boolean nobody = known.confirmed() == 0;
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("topic", topicArn);
        facts.put("confirmed subscribers", nobody ? "none" : "some");
        facts.put("pending confirmations", Integer.toString(known.pending()));
        String summary = nobody
                ? "The alert topic has no confirmed subscriber: nobody receives alerts."
                : known.pending()
                        + " of the subscribers of the alert topic have not confirmed: they receive no alerts.";
        return new CheckResult(
                DeliveryCheck.SUBSCRIBERS,
                nobody ? Severity.HIGH : Severity.MEDIUM,
                Optional.of(new Evidence(summary, facts, fix(hub, known))));
    }

    private List<String> fix(AccountRegion hub, Subscribers known) {
        return known.pending() > 0
                ? List.of(
                        "# Each pending subscriber confirms by the link in the message from AWS Notifications. Who they are:",
                        "aws sns list-subscriptions-by-topic --region " + hub.region() + " --topic-arn " + topicArn
                                + " --query \"Subscriptions[?SubscriptionArn=='PendingConfirmation']\"")
                : List.of(
                        "# Add a recipient to `alerts` in auditor.yaml and deploy again, or:",
                        "aws sns subscribe --region " + hub.region() + " --topic-arn " + topicArn
                                + " --protocol email --notification-endpoint ADDRESS");
    }
}
